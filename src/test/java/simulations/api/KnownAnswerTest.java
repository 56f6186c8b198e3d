package simulations.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import simulations.config.Expectation;

class KnownAnswerTest {

    private final KnownAnswer answer = new KnownAnswer(new Expectation("user.active", "true"));

    private boolean isIn(String body) {
        return answer.isIn(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aGoodAnswerIsGoodAgain() {
        assertTrue(isIn("{\"user\":{\"active\":true}}"));
        assertTrue(isIn("{\"user\":{\"active\":true}}"));
    }

    @Test
    void anotherGoodAnswerIsGoodToo() {
        assertTrue(isIn("{\"user\":{\"active\":true}}"));
        assertTrue(isIn("{\"user\":{\"active\":\"true\"},\"at\":2}"));
        assertTrue(isIn("{\"user\":{\"active\":true}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html>",
                "null",
                "{}",
                "{\"user\":{\"active\":false}}",
                "{\"user\":{\"active\":null}}",
                "{\"user\":{\"active\":[true]}}",
                "{\"active\":true}",
                "{\"user\":{\"active\":true}",
                "{\"user\":{\"active\":true}} or not"
            })
    void aBadAnswerIsBadHoweverOftenItComes(String body) {
        assertFalse(isIn(body), body);
        assertFalse(isIn(body), body);
        assertTrue(isIn("{\"user\":{\"active\":true}}"));
        assertFalse(isIn(body), body);
    }
}
