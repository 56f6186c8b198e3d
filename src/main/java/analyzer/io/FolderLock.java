package analyzer.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps other processes from changing a folder while it is read, changed and written: one process at a time holds the lock on its
 * file {@code .lock}. The operating system releases the lock when the process dies, in any way. The empty file stays.
 */
public final class FolderLock implements AutoCloseable {

    /** Far longer than it takes to write all baselines of a folder. */
    private static final long PATIENCE_MILLIS = 8_000;

    private static final long PAUSE_MILLIS = 20;

    private final FileChannel channel;
    private final Optional<String> obstacle;

    private FolderLock(FileChannel channel, Optional<String> obstacle) {
        this.channel = channel;
        this.obstacle = obstacle;
    }

    /**
     * Waits until the lock is free, and takes it. Creates the folder if needed.
     *
     * @throws BadInputException if another process holds the lock for too long, the folder cannot be written to, or its lock is
     *     not a regular file
     */
    public static FolderLock of(Path folder) {
        Path file = folder.resolve(".lock");
        if (InputFile.isThere(file) && !Files.isRegularFile(file)) {
            throw new BadInputException(file + ": is not a regular file; move it");
        }
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                return new FolderLock(channel, lock(file, channel));
            } catch (BadInputException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be written (" + BadInputException.reason(e)
                            + "); check the path and its permissions",
                    e);
        }
    }

    /** Takes the lock. Returns why the file system has no locks; empty if the lock is taken. */
    private static Optional<String> lock(Path file, FileChannel channel) {
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        do {
            try {
                if (channel.tryLock() != null) {
                    return Optional.empty();
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this process holds it.
            } catch (IOException e) {
                return Optional.of(BadInputException.reason(e));
            }
            pause();
        } while (System.nanoTime() - until < 0);
        throw new BadInputException(file + ": is locked by another process; wait until it has saved, and try again");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the folder could not be locked, on a file system without locks; empty if it is locked. */
    public Optional<String> obstacle() {
        return obstacle;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }
}
