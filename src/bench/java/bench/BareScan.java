package bench;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The minimum work to read a log: every record is decoded, and every response time is counted in one histogram. Nothing is checked,
 * named, or placed in time.
 */
final class BareScan {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int BUFFER = 1 << 18;

    /** Longer than any record of the scanned logs, in bytes. */
    private static final int LONGEST = 1 << 10;

    private BareScan() {}

    /** Scans a log and prints the number of requests. */
    public static void main(String[] args) throws IOException {
        long[] counts = histogram(Path.of(args[0]), ReferenceLog.read().header());
        System.out.println(Arrays.stream(counts).sum());
    }

    /** Runs the scan in a separate JVM. */
    static Command.Ended command(Path log) throws IOException, InterruptedException {
        return Command.of(List.of(
                        Command.java(),
                        "-cp",
                        Path.of("target", "bench", "test-classes").toString(),
                        BareScan.class.getName(),
                        log.toString()))
                .run(0);
    }

    /** Returns the count of each response time below 65536 ms. Longer ones count as the longest of these. */
    static long[] histogram(Path log, ReferenceLog.Header header) throws IOException {
        long[] counts = new long[1 << 16];
        byte[] buffer = new byte[BUFFER];
        try (FileChannel in = FileChannel.open(log)) {
            in.position(header.before().length + Long.BYTES + header.after().length);
            int limit = 0;
            int read;
            while ((read = in.read(ByteBuffer.wrap(buffer, limit, BUFFER - limit))) >= 0) {
                limit += read;
                int position = records(buffer, limit, counts);
                System.arraycopy(buffer, position, buffer, 0, limit - position);
                limit -= position;
            }
            records(Arrays.copyOf(buffer, limit + LONGEST), limit + LONGEST, counts);
        }
        return counts;
    }

    /** Decodes all records that begin a safe distance before the limit. Returns the position of the first record after them. */
    private static int records(byte[] buffer, int limit, long[] counts) {
        int position = 0;
        while (position < limit - LONGEST) {
            byte kind = buffer[position++];
            if (kind == 1) {
                position = cached(buffer, position + Integer.BYTES);
                int start = (int) INT.get(buffer, position);
                int end = (int) INT.get(buffer, position + 4);
                counts[Math.min(counts.length - 1, end - start)]++;
                position = cached(buffer, position + 9);
            } else if (kind == 2) {
                position += 9;
            } else {
                throw new BenchException("a record of kind " + kind + " in a log that should have none");
            }
        }
        return position;
    }

    private static int cached(byte[] buffer, int position) {
        int index = (int) INT.get(buffer, position);
        if (index < 0) {
            return position + 4;
        }
        int length = (int) INT.get(buffer, position + 4);
        return position + 8 + (length == 0 ? 0 : length + 1);
    }
}
