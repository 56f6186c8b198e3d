package analyzer.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON files, with errors that name the file and the place, and writes them indented and atomically. */
public final class JsonFile {

    /** A baseline of ten runs whose response times are spread over a minute has about 10 MB. */
    private static final int MAX_BYTES = 32 << 20;

    /** Longest message of the parser that is shown: it can contain a name from the file. */
    private static final int MAX_MESSAGE = 200;

    private JsonFile() {}

    /** An object without members, to build a tree from. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A tree as the content of a file. */
    public static String text(JsonNode node) {
        return JsonTree.indented(node) + "\n";
    }

    /** A tree on one line. */
    public static String compact(JsonNode node) {
        return JsonTree.compact(node);
    }

    /**
     * Reads a file that contains one JSON object.
     *
     * @throws BadInputException if the file cannot be read, is not JSON, or contains something other than an object
     */
    public static ObjectNode readObject(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + ": is a directory where a JSON file should be; move it");
        }
        try {
            JsonNode root = JsonTree.read(InputFile.read(file, MAX_BYTES));
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new BadInputException(file + ": contains no JSON object; restore the file or delete it");
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read (" + BadInputException.reason(e) + "); check the path and its permissions",
                    e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    file + ": is not valid JSON (" + place(e) + "); restore the file or delete it", e);
        }
    }

    /**
     * Writes a tree as indented JSON.
     *
     * @throws BadInputException if the file cannot be written
     */
    public static void write(Path file, JsonNode node) {
        AtomicFile.write(file, text(node));
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String where =
                location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        String what = e.getOriginalMessage().lines().findFirst().orElse("");
        int details = what.indexOf('(');
        String brief = details < 0 ? what : what.substring(0, details);
        return where + brief.substring(0, Math.min(MAX_MESSAGE, brief.length())).strip();
    }
}
