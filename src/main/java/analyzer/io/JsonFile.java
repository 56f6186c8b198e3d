package analyzer.io;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.ValueNode;

/**
 * Reads JSON files, with errors that name the file and the place, and writes them indented and atomically. What is read is strict and
 * bounded, because files can be damaged or not ours.
 */
public final class JsonFile {

    /** A baseline of ten runs whose response times are spread over a minute has about 10 MB. */
    private static final int MAX_BYTES = 32 << 20;

    /** Largest tree, in tokens: names, values, and the begin and end of objects and arrays. Such a tree needs less than 120 MB. */
    private static final int MAX_TOKENS = 2_000_000;

    /** Longest message of the parser that is shown: it can contain a name from the file. */
    private static final int MAX_MESSAGE = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    // Other tools write NaN, which JSON does not have. The judge can explain what is wrong with it, a
                    // syntax error cannot.
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(new Numbers())
            .build();

    private static final ObjectWriter INDENTING =
            MAPPER.writer().with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private JsonFile() {}

    /** No count exceeds a long. For a larger whole number a double keeps the magnitude, which can be infinite. */
    private static final class Numbers extends JsonNodeFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueNode numberNode(BigInteger number) {
            return numberNode(number.doubleValue());
        }
    }

    /** An object without members, to build a tree from. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A tree as the content of a file, with one line for each member of an object. */
    public static String text(JsonNode node) {
        return INDENTING.writeValueAsString(node) + "\n";
    }

    /** A tree on one line, without spaces. */
    public static String compact(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** Writes a tree on one line, without spaces, and closes the writer. */
    static void writeCompact(JsonNode node, Writer out) {
        MAPPER.writeValue(out, node);
    }

    /**
     * Reads the only value in a UTF-8 text; a missing node if there is none.
     *
     * @throws JacksonException if the text is not JSON, or something follows the value
     */
    static JsonNode read(byte[] text) {
        return MAPPER.readTree(text);
    }

    /**
     * Reads a file that contains one JSON object.
     *
     * @throws BadInputException if the file cannot be read, is not JSON, or contains something other than an object
     */
    public static ObjectNode readObject(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + ": is a folder where a JSON file should be; move it");
        }
        try {
            JsonNode root = read(InputFile.read(file, MAX_BYTES));
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
