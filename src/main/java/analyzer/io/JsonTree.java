package analyzer.io;

import java.io.Writer;
import java.math.BigInteger;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ValueNode;

/** Reads and writes JSON trees. What is read is strict and bounded, because files can be damaged or not ours. */
final class JsonTree {

    /** Largest tree, in tokens: names, values, and the begin and end of objects and arrays. Such a tree needs less than 120 MB. */
    private static final int MAX_TOKENS = 2_000_000;

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

    private JsonTree() {}

    /** No count exceeds a long. For a larger whole number a double keeps the magnitude, which can be infinite. */
    private static final class Numbers extends JsonNodeFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueNode numberNode(BigInteger number) {
            return numberNode(number.doubleValue());
        }
    }

    /**
     * Reads the only value in a UTF-8 text; a missing node if there is none.
     *
     * @throws tools.jackson.core.JacksonException if the text is not JSON, or something follows the value
     */
    static JsonNode read(byte[] text) {
        return MAPPER.readTree(text);
    }

    /** A tree on one line, without spaces. */
    static String compact(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** Writes a tree on one line, without spaces, and closes the writer. */
    static void writeCompact(JsonNode node, Writer out) {
        MAPPER.writeValue(out, node);
    }

    /** A tree with one line for each member of an object. */
    static String indented(JsonNode node) {
        return INDENTING.writeValueAsString(node);
    }
}
