package simulations.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import simulations.config.BaseUrl;
import simulations.target.Trial.Exchange;

class AdviceTest {

    private static Exchange answered(String name, int status, String code) {
        return new Exchange(
                name,
                "GET",
                "http://api" + name,
                true,
                OptionalInt.of(status),
                Optional.empty(),
                Optional.of(code).filter(text -> !text.isEmpty()));
    }

    private static String on(Exchange exchange, boolean csrfIsOn) {
        return on(exchange, csrfIsOn, Target.resolve(new BaseUrl("http://api", true)));
    }

    private static String on(Exchange exchange, boolean csrfIsOn, Target target) {
        return Advice.on(
                exchange,
                "status.find.is(200), but actually found " + exchange.status().orElseThrow(),
                Map.of("/state", "STATE_PATH", "/login", "LOGIN_PATH"),
                csrfIsOn,
                target);
    }

    @ParameterizedTest
    @CsvSource({
        "400, the request was rejected; check STATE_PATH and the request's body",
        "401, check that STATE_PATH belongs to the same API as LOGIN_PATH",
        "403, check that STATE_PATH belongs",
        "404, set STATE_PATH to the path that this backend has",
        "405, set STATE_PATH",
        "418, 'a check failed (status.find.is(200), but actually found 418); check BASE_URL, STATE_PATH and the check'",
        "429, switch its rate limiter off",
        "500, the backend failed; its log says why",
        "503, the backend failed",
        "204, a check failed"
    })
    void namesTheStatusAndTheFix(int status, String advice) {
        String line = on(answered("/state", status, ""), false);
        assertTrue(line.startsWith("GET http://api/state returned " + status + "; " + advice), line);
    }

    @Test
    void aRequestWithoutAPathSettingPointsToTheFile() {
        assertTrue(on(answered("/other", 404, ""), false)
                .endsWith("set the path in the scenario's file to the path that" + " this backend has"));
    }

    @Test
    void theStandInHasNoOtherEndpoints() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        try (Target standIn = Target.resolve(new BaseUrl("http://127.0.0.1:" + unused, false))) {
            assertEquals(
                    "GET http://api/state returned 404; the stand-in has no such endpoint; set BASE_URL to a backend that"
                            + " has it",
                    on(answered("/state", 404, ""), false, standIn));
        }
    }

    @Test
    void aMissingCsrfTokenPointsToItsSetting() {
        assertEquals(
                "GET http://api/state returned 403 (csrf.missing); set CSRF=true",
                on(answered("/state", 403, "csrf.missing"), false));
        assertTrue(on(answered("/state", 403, "csrf.missing"), true).endsWith("check CSRF_PATH"));
    }

    @Test
    void aRefusedLogInPointsToTheCredentials() {
        assertTrue(on(answered("/login", 401, ""), false).endsWith("check LOGIN_USERNAME and LOGIN_PASSWORD"));
    }
}
