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
