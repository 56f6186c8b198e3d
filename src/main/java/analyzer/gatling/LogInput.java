package analyzer.gatling;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The primitive values of a simulation.log, decoded from a fixed buffer: memory does not depend on the file's size.
 *
 * <p>Integers are big-endian. A string is its length in bytes, then, unless that is zero, the bytes of the JVM's own
 * string and one byte naming their encoding: 0 for Latin-1, 1 for UTF-16 in the byte order of the machine that wrote
 * it, taken to be little-endian as on x86 and ARM.
 */
final class LogInput implements AutoCloseable {

    private static final int BUFFER_SIZE = 1 << 18;

    /** Longer than any request name or error message: Gatling cuts messages at a few hundred characters. */
    private static final int MAX_STRING_BYTES = 1 << 16;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final FileChannel channel;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int limit;
    private long consumedBefore;

    LogInput(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Number of bytes decoded so far. */
    long offset() {
        return consumedBefore + position;
    }

    boolean atEnd() throws IOException {
        return position == limit && !fill(1);
    }

    byte readByte() throws IOException {
        require(Byte.BYTES);
        return buffer[position++];
    }

    int readInt() throws IOException {
        require(Integer.BYTES);
        int value = (int) INT.get(buffer, position);
        position += Integer.BYTES;
        return value;
    }

    long readLong() throws IOException {
        require(Long.BYTES);
        long value = (long) LONG.get(buffer, position);
        position += Long.BYTES;
        return value;
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
        byte coder = buffer[position + length];
        if (coder != 0 && coder != 1) {
            throw new CorruptLogException("a string of encoding " + coder + " at byte " + offset());
        }
        Charset charset = coder == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE;
        String value = new String(buffer, position, length, charset);
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
        int rest = limit - position;
        System.arraycopy(buffer, position, buffer, 0, rest);
        consumedBefore += position;
        position = 0;
        limit = rest;
        while (limit < bytes) {
            int read = channel.read(ByteBuffer.wrap(buffer, limit, buffer.length - limit));
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
