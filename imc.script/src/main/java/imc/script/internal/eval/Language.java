package imc.script.internal.eval;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/** JEXL, of which nothing is used but operators: a script gets at no class, field or method of Java. */
public final class Language {

    private final JexlEngine engine = new JexlBuilder()
            .features(new JexlFeatures().annotation(false).arrayReferenceExpr(false).importPragma(false).lambda(false)
                    .localVar(false).loops(false).methodCall(false).namespacePragma(false).newInstance(false)
                    .pragma(false).register(false).script(false).sideEffect(false).sideEffectGlobal(false)
                    .structuredLiteral(false))
            .permissions(new Nothing()).arithmetic(new Arithmetic()).strict(true).safe(false).silent(false)
            .cancellable(true).cache(0).create();

    /** Nothing of Java. */
    private static final class Nothing implements JexlPermissions {

        @Override
        public boolean allow(Class<?> type) {
            return false;
        }

        @Override
        public boolean allow(Constructor<?> constructor) {
            return false;
        }

        @Override
        public boolean allow(Field field) {
            return false;
        }

        @Override
        public boolean allow(Method method) {
            return false;
        }

        @Override
        public boolean allow(Package whole) {
            return false;
        }

        @Override
        public JexlPermissions compose(String... more) {
            return this;
        }
    }

    /** @throws JexlException where it cannot be read; its column is that in the text */
    JexlExpression read(String text) {
        return engine.createExpression(text);
    }
}
