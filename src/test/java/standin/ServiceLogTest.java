package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLogTest {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("service-times");
    }

    private StandIn start(StandInConfig config) {
        return StandIn.start(config.withServiceLog(file()));
    }

    private static Instant arrival(ServiceTime time) {
        return Instant.EPOCH.plusNanos(time.arrivalNanos());
    }

    @Test
    void logsEveryResponseOfAnEndpoint() throws IOException {
        Instant before = Instant.now().minusMillis(1);
        try (StandIn standIn = start(Client.FAST)) {
            Client client = new Client(standIn);
            client.get("/v1/healthz/live");
            client.logIn();
            client.post("/v1/music/command", "{}");
            client.get("/v1/whoami");
        }
        List<ServiceTime> times = ServiceTime.read(file());
        assertEquals(
                List.of(Endpoint.LIVE, Endpoint.LOGIN, Endpoint.MUSIC_COMMAND, Endpoint.WHOAMI),
                times.stream().map(ServiceTime::endpoint).toList());
        for (ServiceTime time : times) {
            assertTrue(arrival(time).isAfter(before), time.toString());
            assertTrue(arrival(time).isBefore(Instant.now().plusMillis(1)), time.toString());
        }
    }

    @Test
    void anAnswerTakesAtLeastItsDelay() throws IOException {
        try (StandIn standIn = start(StandInConfig.defaults().withSeed(7))) {
            Client client = new Client(standIn);
            for (int i = 0; i < 5; i++) {
                client.get("/v1/healthz/live");
            }
        }
        List<ServiceTime> times = ServiceTime.read(file());
        Dice dice = new Dice(Endpoint.LIVE, StandInConfig.defaults(), 7);
        for (ServiceTime time : times) {
            assertEquals(dice.nextDelayNanos(), time.delayNanos());
            assertTrue(time.servedNanos() >= time.delayNanos(), time.toString());
        }
        assertEquals(5, times.size());
    }

    @Test
    void aStallCountsAsServiceTimeNotAsDelay() throws IOException {
        StandInConfig stalled = StandInConfig.defaults()
                .withSlowdown(Map.of(Endpoint.LIVE, 0.001))
                .withStall(Stall.parse("300ms@0ms"));
        long before = System.currentTimeMillis();
        try (StandIn standIn = start(stalled)) {
            new Client(standIn).get("/v1/healthz/live");
        }
        ServiceTime time = ServiceTime.read(file()).get(0);
        assertTrue(time.delayNanos() < TimeUnit.MILLISECONDS.toNanos(10), time.toString());
        long answered = TimeUnit.NANOSECONDS.toMillis(time.arrivalNanos() + time.servedNanos());
        assertTrue(answered >= before + 299, "answered " + (answered - before) + " ms after the start");
    }

    @Test
    void refusedRequestsAreNotLogged() throws IOException {
        try (StandIn standIn = start(StandInConfig.defaults())) {
            Client client = new Client(standIn);
            client.get("/v1/csrf");
            client.get("/none");
            client.get("/v1/auth/login");
        }
        assertEquals(List.of(), ServiceTime.read(file()));
    }

    @Test
    void writesNothingByDefault() {
        try (StandIn standIn = StandIn.start(Client.FAST)) {
            new Client(standIn).get("/v1/healthz/live");
        }
        assertFalse(Files.exists(file()));
    }

    @Test
    void anUnwritableFileIsReportedInOneLine() {
        StandInConfig config = StandInConfig.defaults().withServiceLog(folder);
        String message = assertThrows(StandInException.class, () -> StandIn.start(config))
                .getMessage();
        assertTrue(message.startsWith("standin.serviceLog=" + folder + " cannot be written"), message);
        assertEquals(1, message.lines().count());
    }
}
