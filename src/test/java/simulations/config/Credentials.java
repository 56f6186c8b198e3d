package simulations.config;

/**
 * Who logs in.
 *
 * @param username name of the user
 * @param password the user's password; never shown
 */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return username + ", password ****";
    }
}
