package imc.mi.fifo.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueWriter;
import com.fasterxml.jackson.jr.ob.impl.JSONWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has every {@link Number} written as one: the library knows those of java.lang and java.math. */
final class Numbers extends JacksonJrExtension implements ValueWriter {

    private static final Set<String> KNOWN = Set.of("java.lang", "java.math");

    @Override
    protected void register(ExtensionContext context) {
        context.insertProvider(new ReaderWriterProvider() {
            @Override
            public @Nullable ValueWriter findValueWriter(JSONWriter writer, Class<?> type) {
                return Number.class.isAssignableFrom(type) && !KNOWN.contains(type.getPackageName()) ? Numbers.this
                        : null;
            }
        });
    }

    @Override
    public void writeValue(JSONWriter writer, JsonGenerator out, Object value) throws IOException {
        out.writeNumber(new BigDecimal(value.toString()));
    }

    @Override
    public Class<?> valueType() {
        return Number.class;
    }
}
