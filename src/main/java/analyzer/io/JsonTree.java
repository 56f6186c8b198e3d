package analyzer.io;

import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON trees token by token. An object mapper takes longer to start than the rest of the program takes to run:
 * it supports objects of any class, which this program does not need.
 */
final class JsonTree {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Other tools write NaN, which JSON does not have. The judge can explain what is wrong with it, a syntax
            // error
            // cannot.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final DefaultPrettyPrinter INDENTED =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    /** Largest tree, in values; an object or array counts as eight. A tree of this size needs less than 100 MB. */
    private static final int ROOM = 3_000_000;

    private int room = ROOM;

    private JsonTree() {}

    /**
     * Reads the only value in a UTF-8 text; a missing node if there is none.
     *
     * @throws tools.jackson.core.JacksonException if the text is not JSON, or something follows the value
     */
    static JsonNode read(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return NODES.missingNode();
            }
            JsonNode root = new JsonTree().value(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "unexpected content after its end");
            }
            return root;
        }
    }

    private JsonNode value(JsonParser parser) {
        room -= parser.currentToken().isStructStart() ? 8 : 1;
        if (room < 0) {
            throw new StreamReadException(parser, "too many values");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> wholeNumber(parser);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new StreamReadException(parser, "unexpected " + parser.currentToken());
        };
    }

    private ObjectNode object(JsonParser parser) {
        ObjectNode node = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (node.has(name)) {
                throw new StreamReadException(parser, "a duplicate member");
            }
            node.set(name, value(parser));
        }
        return node;
    }

    private ArrayNode array(JsonParser parser) {
        ArrayNode node = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            node.add(value(parser));
        }
        return node;
    }

    private static JsonNode wholeNumber(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            // No count exceeds a long. A double keeps the magnitude of the number, which can be infinite.
            default -> NODES.numberNode(parser.getBigIntegerValue().doubleValue());
        };
    }

    /** A tree on one line, without spaces. */
    static String compact(JsonNode node) {
        return text(node, ObjectWriteContext.empty());
    }

    /** Writes a tree on one line, without spaces, and closes the writer. */
    static void writeCompact(JsonNode node, Writer out) {
        write(node, ObjectWriteContext.empty(), out);
    }

    /** A tree with one line for each member of an object. */
    static String indented(JsonNode node) {
        return text(node, new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return INDENTED.createInstance();
            }
        });
    }

    private static String text(JsonNode node, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        write(node, context, text);
        return text.toString();
    }

    private static void write(JsonNode node, ObjectWriteContext context, Writer out) {
        try (JsonGenerator generator = FACTORY.createGenerator(context, out)) {
            write(generator, node);
        }
    }

    private static void write(JsonGenerator generator, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    generator.writeName(member.getKey());
                    write(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode element : node) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(node.stringValue());
            case NUMBER -> writeNumber(generator, node);
            case BOOLEAN -> generator.writeBoolean(node.booleanValue());
            case NULL -> generator.writeNull();
            default -> throw new IllegalArgumentException("a node of type " + node.getNodeType());
        }
    }

    private static void writeNumber(JsonGenerator generator, JsonNode node) {
        switch (node.numberType()) {
            case INT -> generator.writeNumber(node.intValue());
            case LONG -> generator.writeNumber(node.longValue());
            case DOUBLE -> generator.writeNumber(node.doubleValue());
            default -> throw new IllegalArgumentException("a number of type " + node.numberType());
        }
    }
}
