package simulations.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownAnswerTest {

    private final KnownAnswer answer = new KnownAnswer("user.state", "up"::equals);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBodyWithTheExpectedValuePasses() {
        byte[] body = bytes("{\"user\":{\"state\":\"up\"}}");
        assertSame(body, answer.validated(body, null));
        assertSame(body, answer.validated(body, null));
    }

    @Test
    void comparesOtherValuesAsText() {
        new KnownAnswer("on", "true"::equals).validated(bytes("{\"on\":true}"), null);
        new KnownAnswer("n", "1"::equals).validated(bytes("{\"n\":1}"), null);
    }

    /** The message goes into the log and into every report. */
    @Test
    void aSecretOrALongValueIsNotShown() {
        assertEquals("found another value", refused("{\"user\":{\"access_token\":\"abc\"}}", "user.access_token"));
        assertEquals("found " + "x".repeat(100), refused("{\"a\":\"" + "x".repeat(100) + "\"}", "a"));
        assertEquals("found " + "x".repeat(100) + "...", refused("{\"a\":\"" + "x".repeat(101) + "\"}", "a"));
    }

    private static String refused(String body, String field) {
        KnownAnswer answer = new KnownAnswer(field, "up"::equals);
        return assertThrows(IllegalArgumentException.class, () -> answer.validated(bytes(body), null))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"user\":{\"state\":\"down\"}} | found down",
                "{\"user\":{}} | found nothing",
                "{\"user\":{\"state\":{}}} | found nothing",
                "<html></html> | found nothing",
                "'' | found nothing"
            })
    void anyOtherBodyFailsEvenAfterAValidOne(String body, String message) {
        answer.validated(bytes("{\"user\":{\"state\":\"up\"}}"), null);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> answer.validated(bytes(body), null))
                        .getMessage());
    }
}
