package bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** One benchmark. */
interface Bench {

    /** What it is called on the command line. */
    String name();

    /** Programs of the operating system that it needs, by the names of their Debian packages. */
    default List<String> programs() {
        return List.of();
    }

    /**
     * Measures, and prints its tables as Markdown.
     *
     * @param size how much to measure
     * @throws BenchException if something that it needs is missing or fails, with a message that says what to do
     */
    void run(Size size, PrintStream out) throws IOException, InterruptedException;
}
