package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.FeederBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import simulations.config.Credentials;
import simulations.config.Injectors;
import simulations.config.InvalidConfigException;
import simulations.config.LoadConfig;
import simulations.config.Setting;

/**
 * Who the virtual users are: rows of a file, taken in turn, or all of them one account.
 *
 * @param rows the rows of the file, empty for one account
 * @param one that account
 * @param fingerprint who they are, without passwords
 */
record Accounts(Optional<FeederBuilder<?>> rows, Credentials one, String fingerprint) {

    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";

    /**
     * What is set. Of several injectors each begins where the users of the one before it end.
     *
     * @param users virtual users of each injector
     * @throws InvalidConfigException if there is no such file, or it holds no users
     */
    static Accounts of(LoadConfig config, int users) {
        int before = config.injectors().map(Injectors::index).orElse(0) * users;
        return config.usersFile()
                .map(file -> ofFile(file, config.credentials(), before))
                .orElse(new Accounts(
                        Optional.empty(),
                        config.credentials(),
                        config.credentials().username()));
    }

    private static Accounts ofFile(String file, Credentials one, int before) {
        List<Map<String, Object>> users;
        try {
            users = csv(file).readRecords();
        } catch (Exception e) {
            // Gatling throws checked ones, too, without a word.
            throw unusable(file, "cannot be read: " + Failures.message(e));
        }
        if (users.isEmpty()) {
            throw unusable(file, "holds no row");
        }
        for (int row = 0; row < users.size(); row++) {
            for (String column : List.of(USERNAME, PASSWORD)) {
                if (!users.get(row).containsKey(column)) {
                    throw unusable(file, "has no " + column + " in row " + (row + 1));
                }
            }
        }
        String names =
                users.stream().map(user -> String.valueOf(user.get(USERNAME))).collect(Collectors.joining("\n"));
        List<Map<String, Object>> turned = new ArrayList<>(users);
        Collections.rotate(turned, -before);
        return new Accounts(Optional.of(listFeeder(turned).circular()), one, Script.digest(names));
    }

    private static InvalidConfigException unusable(String file, String why) {
        return new InvalidConfigException(
                Setting.LOGIN_USERS + " = " + file + " " + why + "; it must be " + Setting.LOGIN_USERS.accepted());
    }

    /** Makes a virtual user one of them. */
    ChainBuilder become() {
        return rows.isPresent()
                ? feed(rows.get())
                : exec(session -> session.set(USERNAME, one.username()).set(PASSWORD, one.password()));
    }

    /** Not the rows: among them are passwords. */
    @Override
    public String toString() {
        return fingerprint;
    }
}
