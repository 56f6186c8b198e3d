package simulations.run;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** The system properties on the command line of this process, which a second process like it also needs. */
public final class GivenProperties {

    private GivenProperties() {}

    /** Returns their current values. */
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
