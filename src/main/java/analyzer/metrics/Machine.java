package analyzer.metrics;

/**
 * The machine that generated the load.
 *
 * @param cpu model name of the processor
 * @param cores logical processors available to the generator
 * @param os operating system, version and architecture
 * @param jvm Java virtual machine and version
 */
public record Machine(String cpu, int cores, String os, String jvm) {

    /** Whether response times of a target on the two machines are comparable: same CPU model and number of cores. */
    public boolean isLike(Machine other) {
        return cpu.equals(other.cpu) && cores == other.cores;
    }

    @Override
    public String toString() {
        return cpu + ", " + Quantity.of(cores, "core") + ", " + os + ", " + jvm;
    }
}
