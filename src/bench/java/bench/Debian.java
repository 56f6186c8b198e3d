package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs of the operating system, which the build does not provide. */
final class Debian {

    private Debian() {}

    /** Returns one line with the missing programs and the command to install them; empty if none is missing. */
    static Optional<String> missing(List<String> names) {
        String missing = names.stream().filter(name -> find(name).isEmpty()).collect(Collectors.joining(" "));
        return missing.isEmpty() ? Optional.empty() : Optional.of(notInstalled(missing));
    }

    /**
     * Returns the path of a program.
     *
     * @throws BenchException if it is missing; the message names the package to install
     */
    static String program(String name) {
        return find(name).orElseThrow(() -> new BenchException(notInstalled(name)));
    }

    private static Optional<String> find(String name) {
        // Not every user's path contains the folders for administrators.
        String places = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(places.split(":"))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String notInstalled(String names) {
        return names + " not installed; install Debian's packages: apt-get install " + names;
    }
}
