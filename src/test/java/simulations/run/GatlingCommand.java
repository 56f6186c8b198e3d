package simulations.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Gatling's command line in this process. */
public final class GatlingCommand {

    /** Where Gatling's Maven plugin puts the arguments, one in a line: in the jar that is the class path. */
    private static final String ARGUMENTS = "META-INF/args.txt";

    private GatlingCommand() {}

    /** Returns the main class and the arguments, separated by blanks. */
    public static String ofThisProcess() {
        return System.getProperty("sun.java.command", "") + " " + fromPlugin();
    }

    private static String fromPlugin() {
        try (InputStream arguments = GatlingCommand.class.getClassLoader().getResourceAsStream(ARGUMENTS)) {
            return arguments == null
                    ? ""
                    : new String(arguments.readAllBytes(), StandardCharsets.UTF_8).replace('\n', ' ');
        } catch (IOException e) {
            // As with a plugin that passes them otherwise.
            return "";
        }
    }
}
