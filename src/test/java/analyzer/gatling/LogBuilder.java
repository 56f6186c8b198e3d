package analyzer.gatling;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes simulation.log files as Gatling 3.13 to 3.15 does, for cases that are in no available log. */
public final class LogBuilder {

    /** The default start of a run. */
    public static final Instant START = Instant.parse("2026-11-23T14:30:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Map<String, Integer> strings = new HashMap<>();
    private final List<Integer> recordEnds = new ArrayList<>();

    /** A log of a supported version with its header. */
    public static LogBuilder started() {
        return new LogBuilder().run("3.15.1", "simulations.LiveSimulation");
    }

    /** The same for a run that started at another time. */
    public static LogBuilder startedAt(Instant start) {
        return new LogBuilder().run("3.15.1", "simulations.LiveSimulation", start);
    }

    /** The same for another version of Gatling and another simulation. */
    public static LogBuilder startedAt(Instant start, String version, String simulation) {
        return new LogBuilder().run(version, simulation, start);
    }

    public LogBuilder run(String version, String simulation) {
        return run(version, simulation, START);
    }

    private LogBuilder run(String version, String simulation, Instant start) {
        return record(0, () -> {
            string(version);
            string(simulation);
            out.writeLong(start.toEpochMilli());
            string("");
            out.writeInt(1);
            string("a scenario");
            out.writeInt(1);
            out.writeInt(3);
            out.write(new byte[] {7, 7, 7});
        });
    }

    /** Adds a successful request without groups. */
    public LogBuilder ok(String name, int start, int end) {
        return request(List.of(), name, start, end, true, "");
    }

    public LogBuilder failed(String name, int start, int end, String message) {
        return request(List.of(), name, start, end, false, message);
    }

    public LogBuilder request(List<String> groups, String name, int start, int end, boolean ok, String message) {
        return record(1, () -> {
            groups(groups);
            cached(name);
            out.writeInt(start);
            out.writeInt(end);
            out.writeBoolean(ok);
            cached(message);
        });
    }

    public LogBuilder userStart(int time) {
        return user(true, time);
    }

    public LogBuilder userEnd(int time) {
        return user(false, time);
    }

    private LogBuilder user(boolean start, int time) {
        return record(2, () -> {
            out.writeInt(0);
            out.writeBoolean(start);
            out.writeInt(time);
        });
    }

    public LogBuilder group(List<String> groups, int start, int end, int cumulated, boolean ok) {
        return record(3, () -> {
            groups(groups);
            out.writeInt(start);
            out.writeInt(end);
            out.writeInt(cumulated);
            out.writeBoolean(ok);
        });
    }

    public LogBuilder crash(String message, int time) {
        return record(4, () -> {
            cached(message);
            out.writeInt(time);
        });
    }

    public LogBuilder raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    /** Adds one user that sends {@code count} requests of {@code latency} ms back to back from {@code from} on. */
    public LogBuilder oneUser(String name, int from, int count, int latency) {
        userStart(from);
        for (int i = 0; i < count; i++) {
            ok(name, from + i * latency, from + (i + 1) * latency);
        }
        return userEnd(from + count * latency);
    }

    /** Adds a request of {@code latency} ms every 30 ms for 30 s from {@code from} on, with as many users as needed. */
    public LogBuilder thirtySeconds(String name, int from, int latency) {
        userStart(from);
        for (int start = from; start < from + 30_000; start += 30) {
            ok(name, start, start + latency);
        }
        return userEnd(from + 30_000 + latency);
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The offsets at which records end. */
    public List<Integer> recordEnds() {
        return recordEnds;
    }

    /** Writes the log into a run folder, which is created. */
    public Path writeInto(Path runFolder) {
        return write(runFolder, bytes());
    }

    public static Path write(Path runFolder, byte[] content) {
        try {
            Files.createDirectories(runFolder);
            return Files.write(runFolder.resolve("simulation.log"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Body {
        void write() throws IOException;
    }

    private LogBuilder record(int kind, Body body) {
        try {
            out.writeByte(kind);
            body.write();
            recordEnds.add(bytes.size());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void groups(List<String> groups) throws IOException {
        out.writeInt(groups.size());
        for (String group : groups) {
            cached(group);
        }
    }

    private void cached(String value) throws IOException {
        Integer known = strings.get(value);
        if (known != null) {
            out.writeInt(-known);
        } else {
            strings.put(value, strings.size() + 1);
            out.writeInt(strings.size());
            string(value);
        }
    }

    private void string(String value) throws IOException {
        boolean latin1 = value.chars().allMatch(c -> c < 256);
        Charset charset = latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE;
        byte[] content = value.getBytes(charset);
        out.writeInt(content.length);
        if (content.length > 0) {
            out.write(content);
            out.writeByte(latin1 ? 0 : 1);
        }
    }
}
