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
 * Decodes the primitive values of a simulation.log from a buffer of fixed size, so memory does not depend on the file's size.
 *
 * <p>Integers are big-endian. A string is its length in bytes and, unless that is zero, the bytes of the JVM's own string and one
 * byte for their encoding: 0 for Latin-1, 1 for UTF-16 in the byte order of the machine that wrote it. That order is assumed to be
 * little-endian, as on x86 and ARM.
 */
final class LogInput implements AutoCloseable {

    /** Size of the read buffer, in bytes. Larger than the longest string, because the buffer must contain a whole value. */
    static final int BUFFER_SIZE = 1 << 18;

    /** Longer than any request name or error message: Gatling cuts messages after a few hundred characters. */
    private static final int MAX_STRING_BYTES = 1 << 16;

    private final FileChannel channel;

    /** Off-heap, so that the operating system can write to it without a copy. Its own position is not used. */
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

    /** Size and checksum of what was read, which is the whole file once its end was reached. */
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

    /** Whether the buffer contains the next bytes, so that they can be peeked at. If not, they can still follow in the file. */
    boolean holds(int bytes) {
        return limit - position >= bytes;
    }

    /** Reads eight buffered bytes as one number, {@code ahead} bytes further on, and consumes nothing. */
    long peekLong(int ahead) {
        return buffer.getLong(position + ahead);
    }

    /** Skips buffered bytes. */
    void skip(int bytes) {
        position += bytes;
    }

    /**
     * Reads a flag, which is stored as one byte.
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
     * Reads a string.
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
        if (coder == 1 && length % Character.BYTES != 0) {
            throw new CorruptLogException("half a character at byte " + offset());
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
     * Reads a count or length.
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

    /** Makes at least {@code bytes} bytes available. Returns false if the file ends first. */
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
            // Summed as it is read: reading the memory again would cost more than the checksum itself.
            sum.update(buffer.limit(limit + read).position(limit));
            limit += read;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Thrown for bytes that Gatling never writes. */
    static final class CorruptLogException extends IOException {

        private static final long serialVersionUID = 1L;

        CorruptLogException(String what) {
            super(what);
        }
    }
}
