package analyzer;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Reads the version from the jar's manifest. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {version()};
    }

    /** Name and version of this program. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "perf-analyzer " + Objects.requireNonNullElse(version, "(not packaged)");
    }
}
