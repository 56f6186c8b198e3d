package bench;

import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks one fork at a time, so that several can take turns. */
final class Jmh {

    private Jmh() {}

    /**
     * Runs one fork and returns its score, in the benchmark's unit.
     *
     * @param method class and method, such as {@code ReadInProcess.read}
     * @param parameters values of its parameters
     */
    static double fork(String method, Map<String, String> parameters, Size size) {
        TimeValue time = TimeValue.milliseconds(size.of(1000, 50));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + method.replace(".", "\\.") + "$")
                .forks(1)
                .warmupIterations(size.of(2, 1))
                .warmupTime(time)
                .measurementIterations(size.of(2, 1))
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach((name, value) -> options.param(name, value));
        try {
            return new Runner(options.build()).runSingle().getPrimaryResult().getScore();
        } catch (RunnerException e) {
            throw new BenchException(method + ": " + e.getMessage());
        }
    }
}
