package analyzer.gatling;

import analyzer.io.Seal;
import analyzer.metrics.RunInfo;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * The primitive values of a simulation.log, decoded from a fixed buffer: memory does not depend on the file's size.
 *
 * <p>Integers are big-endian. A string is its length in bytes, then, unless that is zero, the bytes of the JVM's own
 * string and one byte naming their encoding: 0 for Latin-1, 1 for UTF-16 in the byte order of the machine that wrote
 * it, taken to be little-endian as on x86 and ARM.
 */
final class LogInput implements AutoCloseable {

    /** By which a log is read. More than the longest string, for whatever is decoded must be in the buffer as a whole. */
    static final int BUFFER_SIZE = 1 << 18;

    /** Longer than any request name or error message: Gatling cuts messages at a few hundred characters. */
    private static final int MAX_STRING_BYTES = 1 << 16;

    private final FileChannel channel;

    /** Outside the heap, where the operating system can write into it without a copy. Its own position is not used. */
    private final ByteBuffer buffer;

    private final CRC32 sum = new CRC32();

    private int position;
    private int limit;
    private long consumedBefore;

    LogInput(Path file, int bufferSize) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        buffer = ByteBuffer.allocateDirect(bufferSize);
    }

    /** Number of bytes decoded so far. */
    long offset() {
        return consumedBefore + position;
    }

    /** What the file is as far as it was read, which is all of it once its end was met. */
    RunInfo.Log seen() {
        return new RunInfo.Log(consumedBefore + limit, Seal.text(sum));
    }

    boolean atEnd() throws IOException {
        return position == limit && !fill(1);
    }

    byte readByte() throws IOException {
        require(Byte.BYTES);
        return buffer.get(position++);
    }

    int readInt() throws IOException {
        require(Integer.BYTES);
        int value = buffer.getInt(position);
        position += Integer.BYTES;
        return value;
    }

    long readLong() throws IOException {
        require(Long.BYTES);
        long value = buffer.getLong(position);
        position += Long.BYTES;
        return value;
    }

    /** Whether the next bytes are at hand, to be peeked at; where they are not, they may follow in the file all the same. */
    boolean holds(int bytes) {
        return limit - position >= bytes;
    }

    /** Eight bytes further on as one number, of those that are at hand. */
    long peekLong(int ahead) {
        return buffer.getLong(position + ahead);
    }

    /** Goes on behind bytes that are at hand. */
    void skip(int bytes) {
        position += bytes;
    }

    /**
     * A flag, stored as one byte.
     *
     * @throws CorruptLogException if the byte is neither 0 nor 1
     */
    boolean readBoolean() throws IOException {
        byte value = readByte();
        if (value != 0 && value != 1) {
            throw new CorruptLogException("a flag of " + value + " at byte " + (offset() - 1));
        }
        return value == 1;
    }

    /**
     * A string.
     *
     * @throws CorruptLogException if its length or encoding is impossible
     */
    String readString() throws IOException {
        int length = readLength("a string", MAX_STRING_BYTES);
        if (length == 0) {
            return "";
        }
        require(length + 1);
        byte coder = buffer.get(position + length);
        if (coder != 0 && coder != 1) {
            throw new CorruptLogException("a string of encoding " + coder + " at byte " + offset());
        }
        Charset charset = coder == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE;
        byte[] bytes = new byte[length];
        buffer.get(position, bytes);
        String value = new String(bytes, charset);
        position += length + 1;
        return value;
    }

    /** Skips a block of bytes that is preceded by its length. */
    void skipBlock() throws IOException {
        int length = readLength("a block", BUFFER_SIZE - 1);
        require(length);
        position += length;
    }

    /**
     * A count or length.
     *
     * @throws CorruptLogException if it is negative or above {@code max}
     */
    int readLength(String what, int max) throws IOException {
        int length = readInt();
        if (length < 0 || length > max) {
            throw new CorruptLogException(what + " of length " + length + " at byte " + (offset() - Integer.BYTES));
        }
        return length;
    }

    private void require(int bytes) throws IOException {
        if (limit - position < bytes && !fill(bytes)) {
            throw new EOFException();
        }
    }

    /** Makes at least {@code bytes} bytes available; false when the file ends before. */
    private boolean fill(int bytes) throws IOException {
        if (bytes > buffer.capacity()) {
            throw new IllegalStateException(bytes + " bytes in a buffer of " + buffer.capacity());
        }
        int rest = limit - position;
        buffer.limit(limit).position(position).compact();
        consumedBefore += position;
        position = 0;
        limit = rest;
        while (limit < bytes) {
            int read = channel.read(buffer.limit(buffer.capacity()).position(limit));
            if (read < 0) {
                return false;
            }
            // As it comes: another look at so much memory would cost more than the sum.
            sum.update(buffer.limit(limit + read).position(limit));
            limit += read;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
