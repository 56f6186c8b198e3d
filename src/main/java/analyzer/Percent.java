package analyzer;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts an option in percent to a share: 20 becomes 0.2. */
final class Percent implements ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
        if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Double.parseDouble(value) / 100;
        }
        throw new TypeConversionException("'" + value + "' is not a percentage of 0 or more");
    }
}
