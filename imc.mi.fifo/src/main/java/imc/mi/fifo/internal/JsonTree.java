package imc.mi.fifo.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

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
            // One for each: it remembers the classes that it has written, which may be those of a bundle that goes.
            JSON.builder(factory).register(new Numbers()).enable(JSON.Feature.WRITE_NULL_PROPERTIES)
                    // what is no tree is written as its text
                    .disable(JSON.Feature.HANDLE_JAVA_BEANS, JSON.Feature.FLUSH_AFTER_WRITE_VALUE).build()
                    .write(tree, generator);
            if (!isPretty) {
                generator.writeRaw('\n');
            }
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
