package simulations.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was set, and where: system properties before environment variables before {@code load.conf} before the profile that
 * one of them names. An empty value counts as not set.
 */
public final class Settings {

    static final String FILE_NAME = "load.conf";

    private static final String PROPERTIES = "-D";
    private static final String ENVIRONMENT = "environment";

    /** Other keys are not ours, such as java.home. */
    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]*");

    /** The analyzer reads these. */
    private static final Set<String> OF_ANALYZER = Set.of("OUTPUT_DIR", "BASELINE_DIR");

    /** Shorter names are near to too many words. */
    private static final int SHORTEST_NEAR_MISS = 7;

    private final Config layers;
    private final Set<String> keysOfFile;
    private final Map<String, String> given;

    /**
     * @param keysOfFile the keys that load.conf sets
     * @param given where each other name was set, by environment or -D, ours or not
     */
    private Settings(Config layers, Set<String> keysOfFile, Map<String, String> given) {
        this.layers = layers;
        this.keysOfFile = keysOfFile;
        this.given = given;
    }

    /** The scenarios that there are. Looked for only where a key asks for it. */
    private static final class Scenarios {
        static final Set<String> ALL = scenariosIn(Settings.class);
    }

    /**
     * Reads {@code load.conf}, the environment and the system properties of this process.
     *
     * @throws InvalidConfigException if the file is missing, is not HOCON or holds an unknown key
     */
    public static Settings load() {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name));
        }
        return of(properties, System.getenv());
    }

    /**
     * Reads {@code load.conf} and takes these properties and variables before its values.
     *
     * @throws InvalidConfigException if the file is missing, is not HOCON or holds an unknown key
     */
    public static Settings of(Map<String, String> properties, Map<String, String> environment) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
        try {
            return of(properties, environment, ConfigFactory.parseResources(FILE_NAME, options));
        } catch (ConfigException e) {
            throw unreadable(FILE_NAME, e);
        }
    }

    /** The same with the text of the file. */
    static Settings ofText(Map<String, String> properties, Map<String, String> environment, String text) {
        try {
            return of(properties, environment, ConfigFactory.parseString(text));
        } catch (ConfigException e) {
            throw unreadable(FILE_NAME, e);
        }
    }

    private static Settings of(Map<String, String> properties, Map<String, String> environment, Config file) {
        Config given = layer(PROPERTIES, properties).withFallback(layer(ENVIRONMENT, environment));
        Map<String, String> values = texts(FILE_NAME, file);
        Set<String> keys = new TreeSet<>(values.keySet());
        keys.forEach(Settings::requireSetting);
        Config layers = given.withFallback(layer(FILE_NAME, values));
        Map<String, String> names = new TreeMap<>();
        environment.keySet().forEach(name -> names.put(name, ENVIRONMENT));
        properties.keySet().forEach(name -> names.put(name, PROPERTIES));
        Settings settings = new Settings(layers, keys, names);
        return settings.find(Setting.PROFILE)
                .map(profile -> new Settings(layers.withFallback(layer("profile", profile(profile))), keys, names))
                .orElse(settings);
    }

    /** One layer; what is empty or no key of ours is left out, and all but secrets without blanks around them. */
    private static Config layer(String origin, Map<String, String> values) {
        Map<String, String> usable = new HashMap<>();
        values.forEach((key, value) -> {
            if (KEY.matcher(key).matches() && !value.isBlank()) {
                usable.put(key, Value.isSecret(key) ? value : value.strip());
            }
        });
        return ConfigFactory.parseMap(usable, origin);
    }

    private static Map<String, String> profile(Value name) {
        String resource = "conf/" + name.text() + ".conf";
        if (!name.text().matches("[\\w-]+") || Settings.class.getResource("/" + resource) == null) {
            throw name.invalid();
        }
        try {
            Map<String, String> values = texts(resource, ConfigFactory.parseResources(resource));
            for (String key : values.keySet()) {
                // Profiles say where scenarios find their endpoints, also those that are not there any more.
                if (Setting.named(key).isEmpty() && !key.endsWith("_" + Setting.PATH)) {
                    throw notASetting(resource, key);
                }
            }
            return values;
        } catch (ConfigException e) {
            throw unreadable(resource, e);
        }
    }

    private static Map<String, String> texts(String source, Config unresolved) {
        Map<String, String> values = new HashMap<>();
        unresolved.resolve().root().forEach((key, value) -> {
            if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
                throw new InvalidConfigException(
                        source + ": cannot be read (" + key + " is no single value); correct it");
            }
            if (value.valueType() != ConfigValueType.NULL) {
                values.put(key, String.valueOf(value.unwrapped()));
            }
        });
        return values;
    }

    private static void requireSetting(String key) {
        if (key.equals(Setting.MAX_ERROR_RATE.name())) {
            throw new InvalidConfigException(
                    FILE_NAME + ": " + key
                            + " cannot be set here, for the analyzer does not read this file; set it in the environment or by -D");
        }
        if (Setting.named(key).isEmpty() && scenarioOf(key).isEmpty()) {
            throw notASetting(FILE_NAME, key);
        }
    }

    /** The scenario that a key belongs to by its beginning, if there is a simulation of that name. */
    private static Optional<String> scenarioOf(String key) {
        for (int end = key.length(); end > 0; end = key.lastIndexOf('_', end - 1)) {
            String scenario = key.substring(0, end);
            if (Scenarios.ALL.contains(scenario)) {
                return Optional.of(scenario);
            }
        }
        return Optional.empty();
    }

    private static Set<String> scenariosIn(Class<?> neighbour) {
        try {
            return scenariosIn(Path.of(neighbour
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (IOException | URISyntaxException e) {
            throw new InvalidConfigException("the simulations cannot be listed (" + e.getMessage() + ")");
        }
    }

    /** The scenarios of all simulations in a folder of classes, or a jar, in whatever package they are. */
    static Set<String> scenariosIn(Path classes) throws IOException {
        if (Files.isDirectory(classes)) {
            return scenariosBelow(classes);
        }
        try (FileSystem jar = FileSystems.newFileSystem(classes)) {
            return scenariosBelow(jar.getPath("/"));
        }
    }

    private static Set<String> scenariosBelow(Path root) throws IOException {
        // What scenarios are made of is none.
        Path abstracts = root.resolve("simulations").resolve("scenario");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !file.startsWith(abstracts))
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.matches("\\w+Simulation\\.class"))
                    .map(file -> scenarioName(file.replaceFirst("\\.class$", "")))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private static InvalidConfigException notASetting(String source, String key) {
        String other = key.toUpperCase(Locale.ROOT).replace('-', '_');
        String hint = Setting.named(other).isPresent() && !other.equals(key) ? ", but " + other + " is" : "";
        return new InvalidConfigException(source + ": " + key + " is not a setting" + hint + "; correct or remove it");
    }

    /** The name of a scenario in settings: {@code MUSIC_COMMAND} for {@code MusicCommandSimulation}, in whatever package. */
    public static String scenarioName(Class<?> simulation) {
        return scenarioName(simulation.getSimpleName());
    }

    private static String scenarioName(String simulation) {
        return simulation
                .replaceFirst("Simulation$", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }

    /**
     * Refuses a simulation whose own setting would be one that all of them have, as {@code MIN_DURATION} is.
     *
     * @throws InvalidConfigException if there is such a setting
     */
    public static void requireNameOfItsOwn(Class<?> simulation) {
        for (Setting setting : Setting.values()) {
            String name = setting.of(scenarioName(simulation));
            // The path of a log-in is the same thing to all.
            boolean shared = Setting.named(name)
                    .filter(other -> other != Setting.LOGIN_PATH)
                    .isPresent();
            if (shared) {
                throw new InvalidConfigException(simulation.getSimpleName() + " cannot have this name: its " + setting
                        + " would be " + name + ", which is a setting of all simulations; rename the class");
            }
        }
    }

    /** What was set, if it was. */
    Optional<Value> find(Setting setting) {
        return setting.isGeneral() ? value(setting.name(), setting) : Optional.empty();
    }

    /** What was set for one scenario, else for all of them. */
    Optional<Value> find(String scenario, Setting setting) {
        return value(setting.of(scenario), setting).or(() -> find(setting));
    }

    private Optional<Value> value(String key, Setting setting) {
        return layers.hasPath(key)
                ? Optional.of(new Value(key, setting.accepted(), layers.getString(key), origin(key)))
                : Optional.empty();
    }

    /**
     * What was set.
     *
     * @throws InvalidConfigException if nobody set it
     */
    Value get(Setting setting) {
        return find(setting).orElseThrow(() -> missing(setting));
    }

    /**
     * What was set for one scenario, else for all of them.
     *
     * @throws InvalidConfigException if nobody set either
     */
    Value get(String scenario, Setting setting) {
        return find(scenario, setting).orElseThrow(() -> missing(setting));
    }

    /** A setting that only one scenario knows, such as the command that it sends. */
    public Optional<String> text(String key) {
        return layers.hasPath(key) ? Optional.of(layers.getString(key)) : Optional.empty();
    }

    /**
     * Refuses keys of {@code load.conf} that begin with a scenario's name and that nobody asked for: a misspelt setting must
     * not be ignored.
     *
     * @param asked the keys that the scenario itself asked for
     */
    public void requireNoneUnused(String scenario, Set<String> asked) {
        for (String key : keysOfFile) {
            boolean ofScenario = scenarioOf(key).filter(scenario::equals).isPresent();
            boolean known = asked.contains(key) || Setting.named(key).isPresent();
            for (Setting setting : Setting.values()) {
                known |= setting.isPerScenario() && setting.of(scenario).equals(key);
            }
            if (ofScenario && !known) {
                throw notASetting(FILE_NAME, key);
            }
        }
    }

    /**
     * What was set for one scenario and changes nothing, because the setting is one of all scenarios, or because a mix has one
     * load for all that it runs.
     *
     * @param simulation name of the simulation in settings
     * @param scenarios the scenarios that it runs
     * @param asked the keys that they asked for themselves
     * @return a line for each load that a scenario would have on its own
     * @throws InvalidConfigException if no scenario can have it, or if it is set by -D, which is for this run alone
     */
    public List<String> notInForce(String simulation, Set<String> scenarios, Set<String> asked) {
        Set<String> all = new TreeSet<>(scenarios);
        all.add(simulation);
        List<String> lines = new ArrayList<>();
        for (String scenario : all) {
            for (Setting setting : Setting.values()) {
                String key = setting.of(scenario);
                boolean isMeant = layers.hasPath(key)
                        && !asked.contains(key)
                        && Setting.named(key).isEmpty();
                if (isMeant && !setting.isPerScenario()) {
                    throw new InvalidConfigException(key + " (from " + origin(key) + ") is not a setting, but "
                            + setting + " is, of all scenarios; set that one");
                }
                if (isMeant && Setting.OF_LOAD.contains(setting) && !scenario.equals(simulation)) {
                    String line = key + " (from " + origin(key)
                            + ") is not in force in a mix, whose scenarios share one load; set "
                            + setting.of(simulation)
                            + " or " + Setting.WEIGHT.of(scenario);
                    if (origin(key).equals(PROPERTIES)) {
                        throw new InvalidConfigException(line);
                    }
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    /**
     * What was set by environment or -D and looks like a misspelt setting. Both hold names of others as well, so only a name
     * that is one letter away from a setting's, or that setting in another case, is told.
     *
     * @param scenarios the scenarios that run
     * @param asked the keys that they asked for themselves
     * @return a line for each that may be somebody else's
     * @throws InvalidConfigException if it is in capitals and set by -D, which nobody else reads
     */
    public List<String> misspelt(Set<String> scenarios, Set<String> asked) {
        Set<String> known = new TreeSet<>(OF_ANALYZER);
        for (Setting setting : Setting.values()) {
            if (setting.isGeneral()) {
                known.add(setting.name());
            }
            if (setting.isPerScenario()) {
                scenarios.forEach(scenario -> known.add(setting.of(scenario)));
            }
        }
        List<String> lines = new ArrayList<>();
        given.forEach((name, origin) -> {
            if (!known.contains(name) && !asked.contains(name)) {
                Optional<String> meant = known.stream()
                        .filter(setting -> isNearMiss(name, setting))
                        .findFirst();
                if (meant.isPresent()) {
                    String line = name + " (from " + origin + ") is not a setting, but " + meant.get() + " is";
                    if (origin.equals(PROPERTIES) && KEY.matcher(name).matches()) {
                        throw new InvalidConfigException(line + "; correct or remove it");
                    }
                    lines.add(line + "; nothing reads it");
                }
            }
        });
        return lines;
    }

    private static boolean isNearMiss(String name, String setting) {
        String letters = setting.replace("_", "");
        String written = name.replaceAll("[-._]", "");
        if (written.equalsIgnoreCase(letters)) {
            return true;
        }
        return letters.length() >= SHORTEST_NEAR_MISS && KEY.matcher(name).matches() && isOneEditAway(written, letters);
    }

    /** Whether one letter too many, too few or another one, or two in the wrong order, make the difference. */
    private static boolean isOneEditAway(String a, String b) {
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        String restOfA = a.substring(same);
        String restOfB = b.substring(same);
        return rest(restOfA, 1).equals(rest(restOfB, 1))
                || rest(restOfA, 1).equals(restOfB)
                || restOfA.equals(rest(restOfB, 1))
                || restOfA.length() > 1
                        && restOfB.length() > 1
                        && restOfA.charAt(0) == restOfB.charAt(1)
                        && restOfA.charAt(1) == restOfB.charAt(0)
                        && rest(restOfA, 2).equals(rest(restOfB, 2));
    }

    private static String rest(String text, int from) {
        return text.substring(Math.min(from, text.length()));
    }

    private String origin(String key) {
        return layers.getValue(key).origin().description();
    }

    private static InvalidConfigException missing(Setting setting) {
        return new InvalidConfigException(FILE_NAME + ": " + setting + " is missing; it must be " + setting.accepted());
    }

    private static InvalidConfigException unreadable(String source, ConfigException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new InvalidConfigException(source + ": cannot be read (" + reason + "); correct it");
    }
}
