package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.FeederBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import simulations.config.Credentials;
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
     * What is set.
     *
     * @throws InvalidConfigException if there is no such file, or it holds no users
     */
    static Accounts of(LoadConfig config) {
        return config.usersFile()
                .map(file -> ofFile(file, config.credentials()))
                .orElse(new Accounts(
                        Optional.empty(),
                        config.credentials(),
                        config.credentials().username()));
    }

    private static Accounts ofFile(String file, Credentials one) {
        FeederBuilder<String> rows;
        List<Map<String, Object>> users;
        try {
            rows = csv(file);
            users = rows.readRecords();
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
        return new Accounts(Optional.of(rows.circular()), one, Script.digest(names));
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
