package standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--port=http", "--port=-1", "--port=65536", "--port", "--prot=1", "8000"})
    void refusesWrongArgumentsInOneLine(String argument) {
        assertEquals(2, run(new Properties(), argument));
        assertEquals("", out.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("standin: "), err.toString());
    }

    @Test
    void refusesWrongSettingsInOneLine() {
        Properties properties = new Properties();
        properties.setProperty("standin.csrf", "maybe");
        assertEquals(2, run(properties, "--port=0"));
        assertEquals(
                "standin: standin.csrf=maybe is not accepted; specify true or false" + System.lineSeparator(),
                err.toString());
    }

    @Test
    void refusesAPortInUse() {
        try (StandIn standIn = StandIn.start(StandInConfig.defaults())) {
            assertEquals(2, run(new Properties(), "--port=" + standIn.port()));
            assertEquals(1, err.toString().lines().count(), err.toString());
        }
    }

    @Test
    void helpNamesEverySetting() {
        assertEquals(0, run(new Properties(), "--help"));
        for (StandInSetting setting : StandInSetting.values()) {
            assertTrue(out.toString().contains(setting.property()), out.toString());
            assertTrue(out.toString().contains(setting.variable()), out.toString());
        }
    }

    @Test
    void runsUntilInterrupted() throws Exception {
        try (PipedWriter pipe = new PipedWriter();
                BufferedReader printed = new BufferedReader(new PipedReader(pipe))) {
            Properties properties = new Properties();
            properties.setProperty("standin.seed", "42");
            properties.setProperty("standin.rateLimit", "60");
            FutureTask<Integer> main = new FutureTask<>(() -> Main.run(
                    new String[] {"--port", "0"}, properties, Map.of(), new PrintWriter(pipe, true), errWriter()));
            Thread thread = new Thread(main);
            thread.start();
            assertTrue(
                    line(printed).matches("Stand-in API on http://127\\.0\\.0\\.1:\\d+, seed 42; Ctrl-C stops it\\."));
            assertEquals("Switched on: rate limit 60 per minute.", line(printed));
            thread.interrupt();
            assertEquals(0, main.get());
        }
    }

    private String line(BufferedReader printed) throws IOException {
        return String.valueOf(printed.readLine());
    }

    private int run(Properties properties, String... args) {
        return Main.run(args, properties, Map.of(), new PrintWriter(out, true), errWriter());
    }

    private PrintWriter errWriter() {
        return new PrintWriter(err, true);
    }
}
