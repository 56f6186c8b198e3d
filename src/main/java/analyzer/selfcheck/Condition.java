package analyzer.selfcheck;

import java.util.Locale;

/** Condition of a study with real load: what else runs on the machine, and what kind of target is loaded. */
public enum Condition {
    /** Nothing else runs; the target waits before it responds. */
    QUIET(false, false),
    /** Another process keeps one processor busy in bursts; the target waits. */
    NOISY(true, false),
    /** Nothing else runs; the target computes, so its response times depend on the processor. */
    QUIET_WORK(false, true),
    /** The target computes, and another process takes a processor from it in bursts. */
    NOISY_WORK(true, true);

    private final boolean noisy;
    private final boolean works;

    Condition(boolean noisy, boolean works) {
        this.noisy = noisy;
        this.works = works;
    }

    boolean isNoisy() {
        return noisy;
    }

    boolean works() {
        return works;
    }

    String description() {
        return (noisy ? "noisy" : "quiet") + (works ? ", a target that computes" : ", a target that waits");
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
