package analyzer.selfcheck;

import java.util.Locale;

/** Under what a study with real load is made: what else runs on the machine, and what kind of server is loaded. */
public enum Condition {
    /** Nothing else runs; the server waits before it answers. */
    QUIET(false, false),
    /** Another process keeps one processor busy in bursts. */
    NOISY(true, false),
    /** Nothing else runs; the server computes, so that its response times are those of the processor. */
    QUIET_WORK(false, true),
    /** Both: a server that computes, and another process that takes a processor from it in bursts. */
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
        return (noisy ? "noisy" : "quiet") + (works ? ", a server that computes" : ", a server that waits");
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
