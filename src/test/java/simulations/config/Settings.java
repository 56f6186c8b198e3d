package simulations.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was set where: system properties before environment variables before the file before the profile it names. */
final class Settings {

    static final String FILE_NAME = "load.conf";

    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final Map<String, String> profile;

    private Settings(
            Map<String, String> properties,
            Map<String, String> environment,
            Map<String, String> file,
            Map<String, String> profile) {
        this.properties = properties;
        this.environment = environment;
        this.file = file;
        this.profile = profile;
    }

    /**
     * Settings from {@code load.conf} on the class path and the given properties and environment variables.
     *
     * @throws InvalidConfigException if the file is missing, is not HOCON or holds an unknown key
     */
    static Settings ofResource(Map<String, String> properties, Map<String, String> environment) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
        try {
            return of(properties, environment, ConfigFactory.parseResources(FILE_NAME, options));
        } catch (ConfigException e) {
            throw unreadable(e);
        }
    }

    /** The same with the text of the file. */
    static Settings ofText(Map<String, String> properties, Map<String, String> environment, String text) {
        try {
            return of(properties, environment, ConfigFactory.parseString(text));
        } catch (ConfigException e) {
            throw unreadable(e);
        }
    }

    private static Settings of(Map<String, String> properties, Map<String, String> environment, Config unresolved) {
        Map<String, String> file = read(FILE_NAME, unresolved);
        return new Settings(properties, environment, file, Map.of()).withProfile();
    }

    /** These settings, and behind them those of the profile that they name, if they name one. */
    private Settings withProfile() {
        return find(Setting.PROFILE)
                .map(name -> new Settings(properties, environment, file, readProfile(name)))
                .orElse(this);
    }

    private static Map<String, String> readProfile(Value name) {
        String resource = "conf/" + name.text() + ".conf";
        if (!name.text().matches("[\\w-]+") || Settings.class.getResource("/" + resource) == null) {
            throw name.invalid();
        }
        return read(resource, ConfigFactory.parseResources(resource));
    }

    private static Map<String, String> read(String source, Config unresolved) {
        Config config = unresolved.resolve();
        Map<String, String> values = new HashMap<>();
        for (String key : config.root().keySet()) {
            if (Setting.named(key).isEmpty()) {
                throw new InvalidConfigException(
                        source + ": " + key + " is not a setting" + suggestion(key) + "; correct or remove it");
            }
            String path = ConfigUtil.joinPath(key);
            if (!config.getIsNull(path)) {
                values.put(key, config.getString(path));
            }
        }
        return values;
    }

    /** What was set, if it was: an empty value counts as not set. */
    Optional<Value> find(Setting setting) {
        return value(setting, properties, Value.Source.PROPERTY)
                .or(() -> value(setting, environment, Value.Source.ENVIRONMENT))
                .or(() -> value(setting, file, Value.Source.FILE))
                .or(() -> value(setting, profile, Value.Source.PROFILE));
    }

    /**
     * What was set.
     *
     * @throws InvalidConfigException if nobody set it
     */
    Value get(Setting setting) {
        return find(setting)
                .orElseThrow(() -> new InvalidConfigException(
                        FILE_NAME + ": " + setting + " is missing; it must be " + setting.accepted()));
    }

    /** An environment variable that is no setting of ours. */
    Optional<String> environmentVariable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<Value> value(Setting setting, Map<String, String> from, Value.Source source) {
        return Optional.ofNullable(from.get(setting.name()))
                .map(text -> setting.isSecret() ? text : text.strip())
                .filter(text -> !text.isBlank())
                .map(text -> new Value(setting, text, source));
    }

    private static String suggestion(String key) {
        for (Setting setting : Setting.values()) {
            if (setting.name().equalsIgnoreCase(key.replace('-', '_'))) {
                return ", but " + setting + " is";
            }
        }
        return "";
    }

    private static InvalidConfigException unreadable(ConfigException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new InvalidConfigException(FILE_NAME + ": cannot be read (" + reason + "); correct it");
    }
}
