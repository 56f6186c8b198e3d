package bench;

import analyzer.gatling.CheckedScan;
import analyzer.gatling.RunFolder;
import analyzer.gatling.RunReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading one log in a warm JVM: everything that the analyzer keeps of it, its records alone, and a bare scan. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadInProcess {

    /** The folder with the log. */
    @Param("")
    public String folder;

    private RunFolder run;
    private ReferenceLog.Header header;

    @Setup
    public void open() throws IOException {
        run = RunFolder.at(Path.of(folder));
        header = ReferenceLog.read().header();
    }

    @Benchmark
    public Object read() {
        return RunReader.read(run);
    }

    @Benchmark
    public long checkedScan() {
        return CheckedScan.millis(run.log());
    }

    @Benchmark
    public Object bareScan() throws IOException {
        return BareScan.histogram(run.log(), header);
    }
}
