package simulations.scenario;

import io.gatling.commons.validation.Success;
import io.gatling.core.body.ResourceAndCachedBytes;
import io.gatling.core.session.el.AttributePart;
import io.gatling.core.session.el.ElPart;
import io.gatling.core.session.el.StaticPart;
import io.netty.handler.codec.http.HttpMethod;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scala.Product;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads the text of a scenario back from the objects that Gatling's DSL made of it: literal text, expressions such as {@code
 * #{item}}, numbers, durations and files. A function in a scenario cannot be read; the whole text then counts as {@link
 * #isComputed computed}.
 *
 * <p>A short secret can be guessed from its digest. Values with names such as password, token or Authorization are therefore left
 * out, unless they are expressions.
 */
final class Reader {

    /** Replaces the value of a secret. */
    static final String HIDDEN = "****";

    /** Matches names of secrets, as words in lower case, by their end. max_tokens and passengers are not secrets. */
    private static final Pattern SECRET = Pattern.compile("(?:.* )?pass"
            + "|.*(?:passwords?|passwd|passphrase|pwd|secrets?|token|api ?key|authori[sz]ation|cookies?|credentials?|signature"
            + "|session ?id)");

    /** Matches a name, the separator before its value in JSON, forms, rows and XML, and the value unless it is an expression. */
    private static final Pattern NAME_AND_VALUE = Pattern.compile(
            "([\\w.-]+)(\"?\\s*[=:>]\\s*)" + "(\"(?!#\\{)(?:[^\"\\\\]|\\\\.)*\"|(?![\"\\s]|#\\{)[^&,<\\s}]+)");

    /** Types of fields in Gatling's objects that are not part of the written text. */
    private static final Pattern NOT_WRITTEN =
            Pattern.compile(".*(Clock|Configuration|ClassTag|TypeCaster|Caches?|Logger"
                    + "|FileBodies|JsonParsers|Manifest.*|ResourceCache)(\\$.*)?");

    private final StringBuilder text = new StringBuilder();
    private final Set<Object> within = Collections.newSetFromMap(new IdentityHashMap<>());
    private String leftOut = "";
    private boolean computed;
    private boolean secret;

    /** Whether a function computes part of the text. */
    boolean isComputed() {
        return computed;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    Reader append(String more) {
        text.append(more);
        return this;
    }

    /** Omits this word from now on. */
    Reader without(String word) {
        leftOut = word;
        return this;
    }

    /** Reads a value that is part of {@code whole}, which is computed if this reader is. */
    Reader read(Object value, Reader whole) {
        read(value);
        whole.computed |= computed;
        return this;
    }

    /** Reads a secret: only its expressions are kept. */
    Reader secretly(Object value) {
        boolean before = secret;
        secret = true;
        read(value);
        secret = before;
        return this;
    }

    /** Reads a value with a name, which can be the name of a secret. */
    Reader named(String name, Object value) {
        return isSecret(name) ? secretly(value) : read(value);
    }

    /** Reads parameters or parts. Each is a product whose first field is its name, or a list of these. */
    Reader named(scala.collection.Iterable<?> many) {
        for (Object one : CollectionConverters.asJava(many)) {
            List<Object> fields = new ArrayList<>();
            CollectionConverters.asJava(((Product) one).productIterator()).forEachRemaining(fields::add);
            if (fields.size() == 1) {
                read(fields.get(0));
            } else {
                named(new Reader().read(fields.get(0), this).toString(), fields.subList(1, fields.size()), "&");
            }
        }
        return this;
    }

    private void named(String name, Object value, String end) {
        append(name + "=").named(name, value).append(end);
    }

    static boolean isSecret(String name) {
        String words = name.replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]+", " ")
                .strip();
        return SECRET.matcher(words).matches();
    }

    /** Returns the text without secrets. */
    static String masked(String text) {
        StringBuilder masked = new StringBuilder();
        Matcher pair = NAME_AND_VALUE.matcher(text);
        int done = 0;
        while (pair.find(done)) {
            boolean secret = isSecret(pair.group(1));
            // The text after a name that is not secret can contain another pair.
            int end = secret ? pair.end() : pair.end(2);
            masked.append(text, done, pair.end(2)).append(secret ? HIDDEN : "");
            done = end;
        }
        return masked.append(text, done, text.length()).toString();
    }

    /** Appends the text of a value. */
    Reader read(Object value) {
        if (value == null || !within.add(value)) {
            return this;
        }
        if (value instanceof CharSequence || value instanceof Character) {
            literal(value.toString());
        } else if (value instanceof Number || value instanceof Boolean || value instanceof Enum<?>) {
            literal(value.toString());
        } else if (value instanceof byte[] bytes) {
            literal(text(bytes));
        } else if (value instanceof FiniteDuration duration) {
            literal(duration.toMillis() + "ms");
        } else if (value instanceof Duration duration) {
            literal(duration.toMillis() + "ms");
        } else if (value instanceof Charset || value instanceof DateTimeFormatter) {
            literal(value.toString());
        } else if (value instanceof Success<?> known) {
            read(known.value());
        } else if (value instanceof StaticPart known) {
            literal(known.string());
        } else if (value instanceof AttributePart attribute) {
            text.append("#{").append(attribute.name()).append('}');
        } else if (value instanceof ElPart<?> product) {
            text.append("#{").append(product.productPrefix());
            CollectionConverters.asJava(product.productIterator())
                    .forEachRemaining(argument -> append(" ").read(argument));
            text.append('}');
        } else if (value instanceof ResourceAndCachedBytes file) {
            literal(text(file.resource().bytes()));
        } else if (value instanceof HttpMethod method) {
            literal(method.name());
        } else if (value instanceof scala.Option<?> option) {
            read(option.isDefined() ? option.get() : null);
        } else if (value instanceof scala.Tuple2<?, ?> pair) {
            named(new Reader().read(pair._1(), this).toString(), pair._2(), "&");
        } else if (value instanceof scala.collection.Map<?, ?> map) {
            entries(CollectionConverters.asJava(map));
        } else if (value instanceof Map<?, ?> map) {
            entries(map);
        } else if (value instanceof scala.collection.Iterable<?> many) {
            CollectionConverters.asJava(many).forEach(this::read);
        } else if (value instanceof Iterable<?> many) {
            many.forEach(this::read);
        } else if (value instanceof Object[] many) {
            List.of(many).forEach(this::read);
        } else {
            object(value);
        }
        within.remove(value);
        return this;
    }

    private void literal(String written) {
        if (!written.equals(leftOut)) {
            text.append(secret ? HIDDEN : written);
        }
    }

    /** Decodes bytes as UTF-8, or one by one if they are not valid UTF-8, so that different bytes are different texts. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "bytes " + new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private void entries(Map<?, ?> map) {
        Set<String> entries = new TreeSet<>();
        map.forEach((name, value) -> {
            String key = new Reader().read(name, this).toString();
            Reader entry = new Reader();
            entry.secret = secret;
            entry.named(key, value);
            computed |= entry.computed;
            entries.add(key + "=" + entry);
        });
        text.append(String.join("&", entries));
    }

    private void object(Object value) {
        String type = value.getClass().getName();
        boolean isFunction = type.contains("$$Lambda");
        if (!isFunction && NOT_WRITTEN.matcher(type).matches()) {
            return;
        }
        // Their other fields repeat the same value. The types are compared by name: Java cannot name a package object.
        if (type.endsWith("$StaticValueExpression")) {
            read(field(value, "value"));
        } else if (type.endsWith(".StringWithCachedBytes") || type.endsWith("ElBody$Part$Dynamic")) {
            read(field(value, "string"));
        } else if (type.endsWith("$")) {
            literal(value instanceof Product named ? named.productPrefix() : "");
        } else if (type.startsWith("io.gatling.") || type.startsWith("scala.")) {
            fields(value).forEach(this::read);
        } else if (type.startsWith(Api.class.getName())) {
            // Functions of Api are the same in every run; only their text arguments differ.
            fields(value).stream().filter(String.class::isInstance).forEach(this::read);
        } else if (!type.startsWith("java.util.function.")) {
            computed = true;
        }
    }

    /** Returns the value of a field, or null if there is no field with this name. */
    static Object field(Object node, String name) {
        for (Class<?> type = node.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return value(node, field);
                }
            }
        }
        return null;
    }

    static List<Object> fields(Object node) {
        List<Object> values = new ArrayList<>();
        for (Class<?> type = node.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    values.add(value(node, field));
                }
            }
        }
        return values;
    }

    private static Object value(Object node, Field field) {
        try {
            field.setAccessible(true);
            return field.get(node);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("this version of Gatling stores scenarios differently: " + field, e);
        }
    }
}
