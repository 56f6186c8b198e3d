package standin;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory that answers allocate and keep, as a cache that nobody bounds. It begins anew before the process runs out of it.
 * Thread-safe.
 */
final class Hoard {

    /** Small enough that no collector takes one for large, and moves it. */
    private static final int BLOCK = 16 * 1024;

    private final long mostBytes;
    private final List<byte[]> blocks = new ArrayList<>();
    private long bytes;

    /** Of half of what the heap may become. */
    Hoard() {
        this(Runtime.getRuntime().maxMemory() / 2);
    }

    Hoard(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Allocates so much and keeps it. */
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

    /** What is kept. */
    synchronized long bytes() {
        return bytes;
    }
}
