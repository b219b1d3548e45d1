package imc.mi.fifo.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes trees as JSON, element by element. */
final class JsonTree {

    private final JsonFactory factory = new JsonFactory();

    /** @param isPretty by tabs, as Kamailio writes it; else on one line, which ends */
    void write(Map<String, ?> tree, OutputStream out, boolean isPretty) throws IOException {
        try (JsonGenerator generator = factory.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            if (isPretty) {
                generator.setPrettyPrinter(new Tabs());
            }
            value(tree, generator);
            if (!isPretty) {
                generator.writeRaw('\n');
            }
        }
    }

    private static void value(@Nullable Object value, JsonGenerator generator) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                value(entry.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                value(element, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Number number) {
            number(number, generator);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }

    private static void number(Number number, JsonGenerator generator) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            generator.writeNumber(number.doubleValue());
        } else if (number instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            generator.writeNumber(integer);
        } else {
            generator.writeNumber(number.longValue());
        }
    }

    /** An entry a line, elements of lists one behind the other. */
    private static final class Tabs implements PrettyPrinter {

        private int level;

        private void newLine(JsonGenerator generator) throws IOException {
            generator.writeRaw("\n" + "\t".repeat(level));
        }

        @Override
        public void writeRootValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw('\n');
        }

        @Override
        public void writeStartObject(JsonGenerator generator) throws IOException {
            level++;
            generator.writeRaw('{');
        }

        @Override
        public void beforeObjectEntries(JsonGenerator generator) throws IOException {
            newLine(generator);
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(":\t");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(',');
            newLine(generator);
        }

        @Override
        public void writeEndObject(JsonGenerator generator, int entries) throws IOException {
            level--;
            if (entries > 0) {
                newLine(generator);
            }
            generator.writeRaw('}');
        }

        @Override
        public void writeStartArray(JsonGenerator generator) throws IOException {
            level++;
            generator.writeRaw('[');
        }

        @Override
        public void beforeArrayValues(JsonGenerator generator) {
            // on the same line
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(", ");
        }

        @Override
        public void writeEndArray(JsonGenerator generator, int values) throws IOException {
            level--;
            generator.writeRaw(']');
        }
    }
}
