package simulations.run;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** The system properties that this process was given on its command line: what a second process like it needs, too. */
public final class GivenProperties {

    private GivenProperties() {}

    /** Their values now. */
    public static Map<String, String> ofThisProcess() {
        Map<String, String> properties = new TreeMap<>();
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("-D")) {
                String name = argument.substring(2).replaceFirst("=.*", "");
                String value = System.getProperty(name);
                if (value != null) {
                    properties.put(name, value);
                }
            }
        }
        return properties;
    }
}
