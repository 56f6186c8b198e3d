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
 * The values of all settings, and their sources. System properties take precedence over environment variables, these over
 * {@code load.conf}, and that over the profile that one of them names. An empty value counts as not set.
 */
public final class Settings {

    static final String FILE_NAME = "load.conf";

    private static final String PROPERTIES = "-D";
    private static final String ENVIRONMENT = "environment";

    /** Keys of another form, such as java.home, are not settings. */
    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]*");

    /** Settings of the analyzer. */
    private static final Set<String> OF_ANALYZER = Set.of("OUTPUT_DIR", "BASELINE_DIR");

    /** Shorter names are one letter away from too many other words. */
    private static final int SHORTEST_NEAR_MISS = 7;

    private final Config layers;
    private final Set<String> keysOfFile;
    private final Map<String, String> given;

    /**
     * @param keysOfFile the keys in load.conf
     * @param given the source (environment or -D) of every other name, whether it is a setting or not
     */
    private Settings(Config layers, Set<String> keysOfFile, Map<String, String> given) {
        this.layers = layers;
        this.keysOfFile = keysOfFile;
        this.given = given;
    }

    /** The names of all scenarios, searched only when a key requires it. */
    private static final class Scenarios {
        static final Set<String> ALL = scenariosIn(Settings.class);
    }

    /**
     * Reads {@code load.conf}, the environment and the system properties of this process.
     *
     * @throws InvalidConfigException if the file is missing, is not HOCON or contains an unknown key
     */
    public static Settings load() {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name));
        }
        return of(properties, System.getenv());
    }

    /**
     * Reads {@code load.conf}. These properties and variables take precedence over its values.
     *
     * @throws InvalidConfigException if the file is missing, is not HOCON or contains an unknown key
     */
    public static Settings of(Map<String, String> properties, Map<String, String> environment) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
        try {
            return of(properties, environment, ConfigFactory.parseResources(FILE_NAME, options));
        } catch (ConfigException e) {
            throw unreadable(FILE_NAME, e);
        }
    }

    /** Does the same with this text in place of the file. */
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

    /**
     * Creates one layer. Empty values and keys that cannot be settings are left out. All values except secrets are stripped of surrounding
     * blanks.
     */
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
                // A profile can still contain the path of a scenario that no longer exists.
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
                        source + ": cannot be read (" + key + " is not a single value); correct it");
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
                            + " cannot be set here: the analyzer does not read this file; set it in the environment or with -D");
        }
        if (Setting.named(key).isEmpty() && scenarioOf(key).isEmpty()) {
            throw notASetting(FILE_NAME, key);
        }
    }

    /** Returns the scenario whose name a key begins with, if there is such a simulation. */
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

    /** Returns the scenarios of all simulations in a folder of classes or a jar, in any package. */
    static Set<String> scenariosIn(Path classes) throws IOException {
        if (Files.isDirectory(classes)) {
            return scenariosBelow(classes);
        }
        try (FileSystem jar = FileSystems.newFileSystem(classes)) {
            return scenariosBelow(jar.getPath("/"));
        }
    }

    private static Set<String> scenariosBelow(Path root) throws IOException {
        // The base classes of scenarios are not scenarios.
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

    /** Returns the name of a scenario in settings: {@code MUSIC_COMMAND} for {@code MusicCommandSimulation}, in any package. */
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
     * Refuses a simulation whose own setting would have the name of a general one, such as {@code MIN_DURATION}.
     *
     * @throws InvalidConfigException if there is such a setting
     */
    public static void requireNameOfItsOwn(Class<?> simulation) {
        for (Setting setting : Setting.values()) {
            String name = setting.of(scenarioName(simulation));
            // LOGIN_PATH means the same in both cases: the path of the login.
            boolean shared = Setting.named(name)
                    .filter(other -> other != Setting.LOGIN_PATH)
                    .isPresent();
            if (shared) {
                throw new InvalidConfigException(simulation.getSimpleName() + " cannot have this name: its setting "
                        + setting + " would be named " + name
                        + ", which is a setting of all simulations; rename the class");
            }
        }
    }

    /** Returns the value of a setting, if it is set. */
    Optional<Value> find(Setting setting) {
        return setting.isGeneral() ? value(setting.name(), setting) : Optional.empty();
    }

    /** Returns the value of a setting for one scenario, else for all scenarios. */
    Optional<Value> find(String scenario, Setting setting) {
        return value(setting.of(scenario), setting).or(() -> find(setting));
    }

    private Optional<Value> value(String key, Setting setting) {
        return layers.hasPath(key)
                ? Optional.of(new Value(key, setting.accepted(), layers.getString(key), origin(key)))
                : Optional.empty();
    }

    /**
     * Returns the value of a setting.
     *
     * @throws InvalidConfigException if it is not set
     */
    Value get(Setting setting) {
        return find(setting).orElseThrow(() -> missing(setting));
    }

    /**
     * Returns the value of a setting for one scenario, else for all scenarios.
     *
     * @throws InvalidConfigException if neither is set
     */
    Value get(String scenario, Setting setting) {
        return find(scenario, setting).orElseThrow(() -> missing(setting));
    }

    /** Returns a setting that only one scenario has, such as the command that it sends. */
    public Optional<String> text(String key) {
        return layers.hasPath(key) ? Optional.of(layers.getString(key)) : Optional.empty();
    }

    /**
     * Refuses unused keys of {@code load.conf} that begin with a scenario's name, because a misspelt setting must not be ignored.
     *
     * @param asked the keys that the scenario itself reads
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
     * Returns warnings about settings of one scenario that have no effect, because a mix has one load for all its scenarios.
     *
     * @param simulation name of the simulation in settings
     * @param scenarios the scenarios that it runs
     * @param asked the keys that they read themselves
     * @return a line for each load setting that applies only when the scenario runs on its own
     * @throws InvalidConfigException if the setting applies only to all scenarios together, or if it is set by -D, which is for this run alone
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
                    throw new InvalidConfigException(key + " (from " + origin(key) + ") is not a setting; set "
                            + setting + ", which applies to all scenarios");
                }
                if (isMeant && Setting.OF_LOAD.contains(setting) && !scenario.equals(simulation)) {
                    String line = key + " (from " + origin(key)
                            + ") has no effect in a mix, whose scenarios share one load; set "
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
     * Returns warnings about names set by environment or -D that look like misspelt settings. Both also contain names of other
     * programs, so only a name one letter away from a setting, or a setting in another case, is reported.
     *
     * @param scenarios the scenarios that run
     * @param asked the keys that they read themselves
     * @return a line for each name that can belong to another program
     * @throws InvalidConfigException if the name is in capitals and set by -D, where no other program reads it
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

    /** Whether the texts differ by one letter that is missing, added or replaced, or by two that are swapped. */
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
