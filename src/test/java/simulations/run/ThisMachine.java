package simulations.run;

import analyzer.metrics.Machine;
import oshi.SystemInfo;

/** The machine that this process runs on. */
public final class ThisMachine {

    private static final String UNKNOWN = "unknown processor";

    private ThisMachine() {}

    /** Describes the machine. This takes a few tenths of a second, so do it before the load. */
    public static Machine describe() {
        return new Machine(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }

    private static String processor() {
        try {
            String name = new SystemInfo()
                    .getHardware()
                    .getProcessor()
                    .getProcessorIdentifier()
                    .getName()
                    .strip();
            return name.isEmpty() ? UNKNOWN : name;
        } catch (RuntimeException | LinkageError e) {
            // Load can be generated without this information.
            return UNKNOWN;
        }
    }
}
