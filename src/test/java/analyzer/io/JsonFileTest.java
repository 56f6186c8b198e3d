package analyzer.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares reading and writing of JSON trees with Jackson's own mapper. */
class JsonFileTest {

    private static final JsonMapper REFERENCE = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"\"",
                "{\"a\": {\"b\": [1, [2, {}], []], \"c\": null}, \"d\": [true, false]}",
                "[0, -1, 2147483647, 2147483648, -9223372036854775808, 1e3, 0.1, -2.5e-7, 1e300]",
                "{\"text\": \"quote \\\" backslash \\\\ line \\n null \\u0000 ä 音楽 \\ud83d\\ude00 </script>\"}"
            })
    void readsAndWritesWhatTheMapperDoes(String json) {
        JsonNode expected = REFERENCE.readTree(json);

        JsonNode read = read(json);

        assertEquals(expected, read);
        assertEquals(REFERENCE.writeValueAsString(expected), JsonFile.compact(read));
        assertEquals(expected, read(JsonFile.text(read)));
    }

    @Test
    void indentsObjectsAndKeepsListsOnOneLine() {
        JsonNode node = read("{\"a\":{\"b\":1},\"c\":[1,2],\"d\":{}}");

        assertEquals(
                "{\n  \"a\" : {\n    \"b\" : 1\n  },\n  \"c\" : [ 1, 2 ],\n  \"d\" : { }\n}\n", JsonFile.text(node));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1,",
                "{\"a\"}",
                "{\"a\":}",
                "tru",
                "1 2",
                "{} []",
                "{},",
                "{]",
                "'a'",
                "{\"a\": 01}",
                "{\"a\": 1, \"a\": 1}"
            })
    void refusesWhatIsNoJson(String text) {
        assertThrows(JacksonException.class, () -> read(text));
    }

    @Test
    void aWholeNumberBeyondALongIsOfTheSizeThatItHas() {
        assertEquals(9.223372036854775808e18, read("9223372036854775808").doubleValue());
        assertEquals(Double.POSITIVE_INFINITY, read("9".repeat(400)).doubleValue());
        assertEquals(Double.NEGATIVE_INFINITY, read("-1e400").doubleValue());
    }

    @Test
    void refusesMoreValuesThanFitIntoMemory() {
        String million = "1,".repeat(999_999) + "1";
        assertEquals(1_000_000, read("[" + million + "]").size());
        assertThrows(JacksonException.class, () -> read("[" + million + "," + million + "," + million + "]"));
        assertThrows(JacksonException.class, () -> read("[" + "{},".repeat(1_000_000) + "1]"));
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThrows(JacksonException.class, () -> read("[".repeat(100_000)));
    }

    @Test
    void nothingIsNoObject() {
        assertTrue(read("").isMissingNode());
        assertTrue(read(" \n").isMissingNode());
    }

    @Test
    void takesWhatOtherToolsWriteForNoNumber() {
        assertTrue(Double.isNaN(read("{\"a\": NaN}").path("a").doubleValue()));
    }

    @Test
    void writesEveryKindOfNumberThatAProgramPutsIn() {
        ObjectNode node =
                JsonFile.object().put("long", 1L << 40).put("double", 0.1).put("int", 3);

        assertEquals(REFERENCE.writeValueAsString(node), JsonFile.compact(node));
    }

    private static JsonNode read(String text) {
        return JsonFile.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
