package analyzer.report;

import analyzer.io.MachineJson;
import analyzer.metrics.EndpointResult;
import analyzer.pool.PooledRun;
import analyzer.pool.PooledRun.InjectorResult;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what each injector of pooled runs measured on its own as JSON. */
final class InjectorsJson {

    private InjectorsJson() {}

    static void put(ArrayNode node, List<PooledRun> runs) {
        for (PooledRun run : runs) {
            ObjectNode simulation = node.addObject()
                    .put("simulation", run.simulation())
                    .put("declared", run.declared())
                    .put("measured_together_ms", run.window().toMillis())
                    .put("began_within_ms", run.spread().toMillis());
            ArrayNode shares = simulation.putArray("shares");
            run.injectors().forEach(injector -> putInjector(shares.addObject(), injector));
        }
    }

    private static void putInjector(ObjectNode node, InjectorResult injector) {
        node.put("injector", injector.index());
        MachineJson.put(node.putObject("machine"), injector.machine());
        injector.clock()
                .ifPresent(clock -> node.putObject("clock_ahead_ms")
                        .put("low", clock.lowMillis())
                        .put("high", clock.highMillis()));
        injector.health().ifPresent(health -> JsonReport.putHealth(node.putObject("generator"), health));
        ArrayNode flaws = node.putArray("flaws");
        injector.flaws().forEach(flaws::add);
        ArrayNode results = node.putArray("results");
        injector.results().forEach(result -> putResult(results.addObject(), result));
    }

    private static void putResult(ObjectNode node, EndpointResult result) {
        node.put("endpoint", result.endpoint());
        JsonReport.putMetrics(node.putObject("metrics"), result.metrics());
        node.put("failed_requests", result.failed());
        result.throughputPerSecond().ifPresent(rate -> JsonReport.number(node, "throughput_per_second", rate));
    }
}
