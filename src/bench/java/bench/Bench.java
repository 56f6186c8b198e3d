package bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A benchmark. */
interface Bench {

    /** Name on the command line. */
    String name();

    /** Required programs of the operating system, by the names of their Debian packages. */
    default List<String> programs() {
        return List.of();
    }

    /**
     * Measures and prints tables as Markdown.
     *
     * @param size how much to measure
     * @throws BenchException if something required is missing or fails; the message explains the fix
     */
    void run(Size size, PrintStream out) throws IOException, InterruptedException;
}
