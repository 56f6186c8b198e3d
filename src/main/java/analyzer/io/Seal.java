package analyzer.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Detects damage to the JSON files that this program writes for itself: {@code run.json}, {@code health.json},
 * {@code target.json}, {@code slowest.json}, baselines. Most facts that decide a verdict are stored in them only once, and a member
 * with a damaged name would look like one that was omitted.
 *
 * <p>The schema defines the members, so adding one requires a new schema. Schema 2 added the checksum: a CRC-32 of all other members
 * as compact JSON in UTF-8, so white space does not change it. Schema 3 added to {@code health.json} and {@code target.json} the run
 * that they belong to. Schema 4 added the same to {@code slowest.json}, and to {@code run.json} the checksums of the log and of other files.
 */
public final class Seal {

    /** The schema that is written. All older ones are read. */
    static final int SCHEMA = 4;

    private static final int FIRST_WITH_CHECKSUM = 2;

    private static final String SCHEMA_KEY = "schema";
    private static final String CHECKSUM = "checksum";

    private Seal() {}

    /** Puts the schema. When all members are written, {@link #close} seals them. */
    public static ObjectNode putSchema(ObjectNode json) {
        return json.put(SCHEMA_KEY, SCHEMA);
    }

    /** Puts the checksum of all members. */
    public static ObjectNode close(ObjectNode json) {
        json.remove(CHECKSUM);
        return json.put(CHECKSUM, checksum(json));
    }

    /**
     * Checks a file against its schema and checksum, and removes the checksum from the tree.
     *
     * @param members allowed names, apart from schema and checksum
     * @throws BadInputException if the file is of a newer version
     * @throws IllegalArgumentException if the file has no schema or an unknown member, or was changed after it was written
     */
    public static void check(Path file, ObjectNode json, Set<String> members) {
        JsonNode number = json.path(SCHEMA_KEY);
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 1) {
            throw new IllegalArgumentException("its " + SCHEMA_KEY + " is missing or not a whole number above 0");
        }
        int schema = number.intValue();
        if (schema > SCHEMA) {
            throw new BadInputException(file + ": has schema " + schema + ", but this version supports at most "
                    + SCHEMA + "; use the version that wrote it");
        }
        boolean checked = schema >= FIRST_WITH_CHECKSUM;
        for (String name : json.propertyNames()) {
            boolean known = members.contains(name) || name.equals(SCHEMA_KEY) || checked && name.equals(CHECKSUM);
            Members.requireKnown(known, name);
        }
        if (checked) {
            JsonNode checksum = json.remove(CHECKSUM);
            if (checksum == null || !checksum.asString("").equals(checksum(json))) {
                throw new IllegalArgumentException(
                        "it was changed after it was written: its " + CHECKSUM + " does not match its content");
            }
        }
    }

    /**
     * Returns the checksum that a file contains. Empty if it has none.
     *
     * @throws BadInputException if the file cannot be read
     */
    public static String of(Path file) {
        return JsonFile.readObject(file).path(CHECKSUM).asString("");
    }

    private static String checksum(ObjectNode json) {
        CRC32 sum = new CRC32();
        OutputStream summed = new CheckedOutputStream(OutputStream.nullOutputStream(), sum);
        // A writer, as for the file itself: it replaces half of a surrogate pair, which JSON's own encoder rejects.
        try (Writer text = new OutputStreamWriter(summed, StandardCharsets.UTF_8)) {
            JsonFile.writeCompact(json, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text(sum);
    }

    /** A checksum as eight hexadecimal digits. */
    public static String text(CRC32 sum) {
        return Long.toHexString(1L << Integer.SIZE | sum.getValue()).substring(1);
    }
}
