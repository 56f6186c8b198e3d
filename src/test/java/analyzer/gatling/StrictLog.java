package analyzer.gatling;

import analyzer.metrics.SummaryStatistics;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A simple reader of a simulation.log, written independently from the description of the format. It shares no code with the real
 * reader, and both must return the same for the same bytes. It accepts only a complete log without error records.
 */
public final class StrictLog {

    private final DataInputStream in;
    private final List<String> strings = new ArrayList<>(List.of(""));
    private final Map<String, List<Integer>> ok = new TreeMap<>();
    private final Map<String, Integer> failed = new TreeMap<>();

    private StrictLog(byte[] log) {
        in = new DataInputStream(new ByteArrayInputStream(log));
    }

    /** Returns the figures by request name, regardless of groups; empty for a log that Gatling cannot have written in order. */
    public static Optional<Map<String, SummaryStatistics>> read(byte[] log) {
        try {
            return Optional.of(new StrictLog(log).read());
        } catch (IOException | IllegalStateException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Map<String, SummaryStatistics> read() throws IOException {
        require(in.readByte() == 0);
        text();
        text();
        in.readLong();
        text();
        int scenarios = in.readInt();
        require(scenarios >= 0 && scenarios <= in.available());
        int[] users = new int[scenarios];
        for (int i = 0; i < users.length; i++) {
            text();
        }
        for (int assertions = in.readInt(); assertions > 0; assertions--) {
            require(in.skip(in.readInt()) >= 0);
        }
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            switch (kind) {
                case 1 -> request();
                case 2 -> {
                    int scenario = in.readInt();
                    users[scenario] += in.readByte() == 1 ? 1 : -1;
                    require(users[scenario] >= 0 && in.readInt() >= 0);
                }
                case 3 -> {
                    require(names(in.readInt()) > 0);
                    int start = in.readInt();
                    require(start >= 0 && in.readInt() >= start && in.readInt() >= 0 && in.readByte() >= 0);
                }
                default -> throw new IllegalStateException();
            }
        }
        for (int active : users) {
            require(active == 0);
        }
        Map<String, SummaryStatistics> metrics = new TreeMap<>();
        ok.forEach((name, times) -> metrics.put(name, figures(name, times)));
        return metrics;
    }

    private void request() throws IOException {
        names(in.readInt());
        String name = cached();
        int start = in.readInt();
        int end = in.readInt();
        boolean success = in.readByte() == 1;
        String message = cached();
        if (end != Integer.MIN_VALUE) {
            require(start >= 0 && end >= start && success == message.isEmpty());
            List<Integer> times = ok.computeIfAbsent(name, unseen -> new ArrayList<>());
            if (success) {
                times.add(end - start);
            } else {
                failed.merge(name, 1, Integer::sum);
            }
        }
    }

    private SummaryStatistics figures(String name, List<Integer> times) {
        int total = times.size() + failed.getOrDefault(name, 0);
        if (times.isEmpty()) {
            return new SummaryStatistics(total, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        Collections.sort(times);
        double sum = times.stream().mapToDouble(Integer::doubleValue).sum();
        return new SummaryStatistics(
                total,
                Math.round(sum / times.size() * 1000) / 1000.0,
                times.get(0),
                times.get(times.size() - 1),
                rank(times, 50),
                rank(times, 95),
                rank(times, 99));
    }

    private static int rank(List<Integer> sorted, long percent) {
        return sorted.get((int) Math.max(0, (percent * sorted.size() + 99) / 100 - 1));
    }

    private int names(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            cached();
        }
        return count;
    }

    private String cached() throws IOException {
        int number = in.readInt();
        if (number >= 0) {
            require(number == strings.size());
            strings.add(text().replaceAll("[\\r\\n\\t]", " "));
            return strings.get(number);
        }
        require(number > Integer.MIN_VALUE);
        return strings.get(-number);
    }

    private String text() throws IOException {
        int length = in.readInt();
        require(length >= 0 && length <= in.available());
        byte[] bytes = in.readNBytes(length);
        if (length == 0) {
            return "";
        }
        int coder = in.readByte();
        require(coder == 0 || coder == 1);
        return new String(bytes, coder == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException();
        }
    }
}
