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
 * <p>The schema defines the members, so adding one requires a new schema. The checksum is a CRC-32 of all other members as compact
 * JSON in UTF-8, so white space does not change it. No other schema is read: a file of an older one would be less protected, and
 * damage can turn one number into another.
 */
public final class Seal {

    static final int SCHEMA = 4;

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
     * @throws BadInputException if the file is of another version
     * @throws IllegalArgumentException if the file has no schema or an unknown member, or was changed after it was written
     */
    public static void check(Path file, ObjectNode json, Set<String> members) {
        JsonNode schema = json.path(SCHEMA_KEY);
        if (!schema.isIntegralNumber() || !schema.canConvertToInt() || schema.intValue() < 1) {
            throw new IllegalArgumentException("its " + SCHEMA_KEY + " is missing or not a whole number above 0");
        }
        if (schema.intValue() != SCHEMA) {
            throw new BadInputException(
                    file + ": has schema " + schema.intValue() + ", but this version reads only schema " + SCHEMA
                            + "; use the version that wrote it, or create the file anew");
        }
        for (String name : json.propertyNames()) {
            Members.requireKnown(members.contains(name) || name.equals(SCHEMA_KEY) || name.equals(CHECKSUM), name);
        }
        JsonNode checksum = json.remove(CHECKSUM);
        if (checksum == null || !checksum.asString("").equals(checksum(json))) {
            throw new IllegalArgumentException(
                    "it was changed after it was written: its " + CHECKSUM + " does not match its content");
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
