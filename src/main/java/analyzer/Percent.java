package analyzer;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option given in percent, as a share: 20 becomes 0.2. */
final class Percent implements ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
        try {
            double percent = Double.parseDouble(value);
            if (percent >= 0 && Double.isFinite(percent)) {
                return percent / 100;
            }
        } catch (NumberFormatException e) {
            // Said below, together with what is a number and yet no percentage.
        }
        throw new TypeConversionException("'" + value + "' is not a number of percent, 0 or more");
    }
}
