package imc.mi.gogo.internal;

import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;

/** Shows results to a person: as tables, or in one line where they are part of something else. */
@Component
public final class ResultConverter implements Converter {

    /** Nothing is converted. */
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (Result.isScalar(target)) {
            return null;
        }
        return level == INSPECT ? ResultText.block(target) : ResultText.line(target);
    }
}
