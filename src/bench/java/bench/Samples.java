package bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Values of the repetitions of one measurement, in ascending order.
 *
 * @param values at least one value
 */
record Samples(List<Double> values) {

    Samples {
        values = values.stream().sorted().toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
    }

    /** Takes one figure of each repetition. */
    static <T> Samples of(List<T> repetitions, ToDoubleFunction<T> figure) {
        return new Samples(repetitions.stream().map(figure::applyAsDouble).toList());
    }

    /** Returns the ratio of each round to the same round of a reference. */
    static <T> Samples ratio(List<T> mine, List<T> reference, ToDoubleFunction<T> figure) {
        return new Samples(IntStream.range(0, mine.size())
                .mapToObj(round -> figure.applyAsDouble(mine.get(round)) / figure.applyAsDouble(reference.get(round)))
                .toList());
    }

    /** The middle value, or the mean of the two middle values. */
    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    double min() {
        return values.get(0);
    }

    double max() {
        return values.get(values.size() - 1);
    }

    /** Formats the median with this many decimals and, for several values, their range. */
    String text(int decimals) {
        String number = "%." + decimals + "f";
        return values.size() == 1
                ? String.format(Locale.ROOT, number, median())
                : String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", median(), min(), max());
    }
}
