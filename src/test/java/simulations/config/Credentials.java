package simulations.config;

/**
 * The user that logs in.
 *
 * @param password password; never shown
 */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return username + ", password ****";
    }
}
