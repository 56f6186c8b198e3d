package bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Result of hey, a load generator in Go.
 *
 * @param perSecond requests per second
 * @param cpuMicros its CPU time per request, in microseconds
 */
record Hey(double perSecond, double cpuMicros) {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern STATUS = Pattern.compile("\\[(\\d+)]\\s+(\\d+) responses");

    /**
     * Loads a URL with one persistent connection per user, first during the warm-up without counting.
     *
     * @throws BenchException if hey is not installed or a request failed
     */
    static Hey run(String url, int users, Duration warmUp, Duration duration) throws IOException, InterruptedException {
        Command.ofLoad(words(url, users, warmUp)).run(0);
        Command.Ended ended = Command.ofLoad(words(url, users, duration)).run(0);
        Matcher rate = RATE.matcher(ended.output());
        Matcher status = STATUS.matcher(ended.output());
        boolean read = rate.find() && status.find();
        if (!read
                || !status.group(1).equals("200")
                || status.find()
                || ended.output().contains("Error distribution")) {
            throw new BenchException("hey: requests failed at " + users + " users; its output:\n" + ended.output());
        }
        double perSecond = Double.parseDouble(rate.group(1));
        return new Hey(perSecond, ended.cpuSeconds() * 1e6 / (perSecond * duration.toMillis() / 1e3));
    }

    private static List<String> words(String url, int users, Duration duration) {
        return List.of(
                Debian.program("hey"),
                "-z",
                duration.toMillis() + "ms",
                "-c",
                Integer.toString(users),
                url + Nginx.PATH);
    }
}
