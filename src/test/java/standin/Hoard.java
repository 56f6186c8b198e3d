package standin;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory that responses allocate and keep, like an unbounded cache. It is cleared before the process runs out of memory.
 * Thread-safe.
 */
final class Hoard {

    /** Block size, in bytes. Small enough that no garbage collector treats a block as a large object. */
    private static final int BLOCK = 16 * 1024;

    private final long mostBytes;
    private final List<byte[]> blocks = new ArrayList<>();
    private long bytes;

    /** Creates a hoard of up to half of the maximum heap. */
    Hoard() {
        this(Runtime.getRuntime().maxMemory() / 2);
    }

    Hoard(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Allocates this many bytes and keeps them. */
    void keep(long more) {
        for (long left = more; left > 0; left -= BLOCK) {
            byte[] block = new byte[(int) Math.min(BLOCK, left)];
            synchronized (this) {
                if (bytes + block.length > mostBytes) {
                    blocks.clear();
                    bytes = 0;
                }
                blocks.add(block);
                bytes += block.length;
            }
        }
    }

    /** The number of bytes kept. */
    synchronized long bytes() {
        return bytes;
    }
}
