package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.ElFileBody;
import static io.gatling.javaapi.core.CoreDsl.RawFileBody;
import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.constantPauses;
import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.customPauses;
import static io.gatling.javaapi.core.CoreDsl.disabledPauses;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doIfEqualsOrElse;
import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.exponentialPauses;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.foreach;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.normalPausesWithPercentageDuration;
import static io.gatling.javaapi.core.CoreDsl.normalPausesWithStdDevDuration;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.roundRobinSwitch;
import static io.gatling.javaapi.core.CoreDsl.tryMax;
import static io.gatling.javaapi.core.CoreDsl.uniformPausesPlusOrMinusDuration;
import static io.gatling.javaapi.core.CoreDsl.uniformPausesPlusOrMinusPercentage;
import static io.gatling.javaapi.core.CoreDsl.uniformRandomSwitch;
import static io.gatling.javaapi.http.HttpDsl.ByteArrayBodyPart;
import static io.gatling.javaapi.http.HttpDsl.Cookie;
import static io.gatling.javaapi.http.HttpDsl.StringBodyPart;
import static io.gatling.javaapi.http.HttpDsl.addCookie;
import static io.gatling.javaapi.http.HttpDsl.flushCookieJar;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.poll;
import static io.gatling.javaapi.http.HttpDsl.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatling.core.config.GatlingConfiguration;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

    private static final String URL = "http://127.0.0.1:8000";

    @TempDir
    Path folder;

    /** Outside a run the DSL has no configuration. */
    @BeforeAll
    static void configureGatling() {
        io.gatling.core.Predef$.MODULE$._configuration_$eq(GatlingConfiguration.load());
    }

    private static Script script(ChainBuilder steps) {
        return Script.of(steps, URL);
    }

    private static ChainBuilder get(String path) {
        return exec(http(path).get(URL + path));
    }

    /** Returns a digest of the content of a request. */
    private static String text(HttpRequestActionBuilder request) {
        Script script = script(exec(request));
        assertEquals(Set.of(), script.unknown(), script.steps());
        return script.requests().values().iterator().next();
    }

    private static HttpRequestActionBuilder post() {
        return http("post").post(URL + "/v1/post");
    }

    @Test
    void describesStepsWithBranchesAndCounts() {
        Script script = script(exec(
                group("order").on(repeat(3).on(get("/a"), pause(Duration.ofMillis(200), Duration.ofMillis(400)))),
                repeat(2, "i").on(get("/b")),
                during(Duration.ofSeconds(5)).on(get("/c")),
                doIf("#{found}").then(get("/d")),
                doIfEqualsOrElse("#{x}", "1").then(get("/e")).orElse(get("/f")),
                doSwitch("#{x}").on(onCase("1").then(get("/a")), onCase("2").then(get("/b"))),
                randomSwitch().on(percent(30).then(get("/a")), percent(70).then(get("/b"))),
                uniformRandomSwitch().on(get("/a"), get("/b")),
                roundRobinSwitch().on(get("/a"), get("/b")),
                tryMax(4).on(get("/a")),
                foreach("#{ids}", "id").on(get("/a/#{id}")),
                asLongAs("#{more}").on(get("/a")),
                pace(Duration.ofSeconds(1)),
                pause(2),
                pause("#{think}"),
                exec(flushCookieJar()),
                exec(addCookie(Cookie("basket", "#{basket}"))),
                exitHereIfFailed()));

        assertEquals(
                "group order (repeat 3 (GET /a, pause)), repeat 2 (GET /b), during 5000ms (GET /c),"
                        + " if #{found} (GET /d), if 1#{x} (GET /e) else (GET /f), switch #{x} (1: (GET /a); 2: (GET /b)),"
                        + " randomSwitch (30.0: (GET /a); 70.0: (GET /b)), uniformRandomSwitch ((GET /a); (GET /b)),"
                        + " roundRobinSwitch ((GET /a); (GET /b)), tryMax 4 (GET /a), foreach #{ids} (GET /a/#{id}),"
                        + " asLongAs #{more} (GET /a), pace, pause, pause, cookie basket #{basket},"
                        + " exitHereIf",
                script.steps());
        assertEquals(List.of("200ms to 400ms", "1000ms", "2000ms", "#{think}"), script.pauses());
        assertEquals(
                Set.of("GET /a", "GET /b", "GET /c", "GET /d", "GET /e", "GET /f", "GET /a/#{id}"),
                script.requests().keySet());
        assertEquals(Set.of(), script.unknown());
    }

    @Test
    void theDigestDependsOnTheContentOfARequest() {
        HttpRequestActionBuilder plain = post();
        Set<String> texts = new HashSet<>();
        List<HttpRequestActionBuilder> all = List.of(
                plain,
                http("post").post(URL + "/v1/other"),
                plain.header("X-Tenant", "a"),
                plain.header("X-Tenant", "b"),
                plain.header("X-Tenant", "#{tenant}"),
                plain.header("X-Other", "a"),
                plain.headers(Map.of("X-Tenant", "c", "X-Other", "c")),
                plain.queryParam("q", "1"),
                plain.queryParam("q", "2"),
                plain.queryParam("q", "#{q}"),
                plain.formParam("f", "1"),
                plain.formParam("f", "2"),
                plain.formParamMap(Map.of("f", "3")),
                plain.multivaluedFormParam("f", List.of("1", "2")),
                plain.body(StringBody("{\"v\":1}")),
                plain.body(StringBody("{\"v\":2}")),
                plain.body(StringBody("{\"v\":#{v}}")),
                plain.body(StringBody("{\"v\":#{w}}")),
                plain.body(StringBody("{\"v\":#{v.jsonStringify()}}")),
                plain.body(StringBody("{\"v\":1}")).asJson(),
                plain.body(StringBody("{\"v\":\"#{randomInt(1,5)}\"}")),
                plain.body(StringBody("{\"v\":\"#{randomInt(1,6)}\"}")),
                plain.body(StringBody("#{currentDate(yyyy)}")),
                plain.body(StringBody("#{currentDate(yyyy-MM)}")),
                plain.bodyPart(StringBodyPart("a", "b")).asMultipartForm(),
                plain.bodyPart(StringBodyPart("a", "c")).asMultipartForm(),
                plain.bodyPart(StringBodyPart("a", "b").contentType("text/plain"))
                        .asMultipartForm(),
                plain.body(ByteArrayBody(new byte[] {(byte) 200, 2})),
                plain.body(ByteArrayBody(new byte[] {(byte) 201, 2})),
                plain.body(ByteArrayBody("\u00c8\u0002".getBytes(StandardCharsets.UTF_8))),
                plain.bodyPart(ByteArrayBodyPart("a", new byte[] {(byte) 200})).asMultipartForm(),
                plain.bodyPart(ByteArrayBodyPart("a", new byte[] {(byte) 201})).asMultipartForm(),
                plain.ignoreProtocolHeaders(),
                plain.disableUrlEncoding(),
                plain.basicAuth("#{username}", "#{password}"));
        all.forEach(request -> texts.add(text(request)));
        assertEquals(all.size(), texts.size());
    }

    @Test
    void theDigestIgnoresWhatIsNotSent() {
        assertEquals(
                text(post()), text(post().check(status().is(200), jmesPath("id").saveAs("id"))));
        assertEquals(text(post()), text(post().silent().requestTimeout(Duration.ofSeconds(1))));
        assertEquals(
                Script.of(exec(http("a").get("http://one:1/a")), "http://one:1").requests(),
                Script.of(exec(http("a").get("http://two:2/a")), "http://two:2").requests());
    }

    @Test
    void distinguishesSilentAndMeasuredRequests() {
        Script script = script(exec(
                http("token").get(URL + "/v1/csrf").silent(),
                repeat(2).on(exec(post().silent()), exec(post())),
                exec(http("page")
                        .get(URL + "/page")
                        .resources(http("picture").get(URL + "/picture").silent()))));
        assertEquals(Set.of("token", "post", "picture"), script.silent());
        assertEquals(Set.of("post", "page"), script.measured());
    }

    @Test
    void describesTheSameStepsAlike() {
        Function<Integer, Script> made = time -> script(exec(
                repeat(2)
                        .on(randomSwitch()
                                .on(percent(50).then(get("/a")), percent(50).then(get("/b")))),
                exec(post().bodyPart(StringBodyPart("a", "b")).asMultipartForm()),
                during(3).on(get("/c")),
                feed(listFeeder(List.of(Map.of("x", "1"), Map.of("x", "2"))).random())));
        Script one = made.apply(1);
        Script two = made.apply(2);
        assertEquals(one.steps(), two.steps());
        assertEquals(one.requests(), two.requests());
        assertEquals(one.feeders(), two.feeders());
    }

    @Test
    void theDigestDependsOnTheContentOfFiles() throws Exception {
        Set<String> texts = new HashSet<>();
        for (String content : List.of("{\"a\":1}", "{\"a\":2}")) {
            for (String name : List.of("one", "two")) {
                // A name for each content, because Gatling reads a file only once.
                Path copy = Files.writeString(folder.resolve(name + content.hashCode()), content);
                Path binary = Files.write(
                        folder.resolve(name + "-binary" + content.hashCode()),
                        new byte[] {(byte) (content.hashCode() | 0x80), '('});
                texts.add("binary " + text(post().body(RawFileBody(binary.toString()))));
                texts.add(text(post().body(RawFileBody(copy.toString()))));
                texts.add("el " + text(post().body(ElFileBody(copy.toString()))));
            }
        }
        assertEquals(6, texts.size(), texts.toString());
    }

    @Test
    void theDigestDependsOnRowsAndTheirOrder() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.csv"), "x\n1\n2\n");
        Path other = Files.writeString(folder.resolve("other.csv"), "x\n1\n3\n");
        Script circular = script(feed(csv(file.toString()).circular()));
        assertEquals("feed Circular", circular.steps());
        assertEquals("feed Random", script(feed(csv(file.toString()).random())).steps());
        assertEquals(
                circular.feeders(), script(feed(csv(file.toString()).random())).feeders());
        assertNotEquals(
                circular.feeders(),
                script(feed(csv(other.toString()).circular())).feeders());
        assertEquals(
                "feed 3 Circular",
                script(feed(csv(file.toString()).circular(), 3)).steps());
    }

    @Test
    void describesPausesWithTheirDistribution() {
        Duration second = Duration.ofSeconds(1);
        assertEquals(
                List.of(
                        "1000ms",
                        "1000ms",
                        "1000ms Exponential",
                        "1000ms NormalWithStdDevDuration 10",
                        "1000ms NormalWithStdDevDuration 400",
                        "1000ms NormalWithPercentageDuration 0.2",
                        "1000ms UniformPercentage 0.1",
                        "1000ms UniformPercentage 0.9",
                        "1000ms UniformDuration 30",
                        "1000ms Disabled",
                        "200ms to 400ms Exponential",
                        "computed"),
                script(exec(
                                pause(second),
                                pause(second, constantPauses),
                                pause(second, exponentialPauses),
                                pause(second, normalPausesWithStdDevDuration(Duration.ofMillis(10))),
                                pause(second, normalPausesWithStdDevDuration(Duration.ofMillis(400))),
                                pause(second, normalPausesWithPercentageDuration(20)),
                                pause(second, uniformPausesPlusOrMinusPercentage(10)),
                                pause(second, uniformPausesPlusOrMinusPercentage(90)),
                                pause(second, uniformPausesPlusOrMinusDuration(Duration.ofMillis(30))),
                                pause(second, disabledPauses),
                                pause(Duration.ofMillis(200), Duration.ofMillis(400), exponentialPauses),
                                pause(second, customPauses(session -> 5L))))
                        .pauses());
    }

    @Test
    void describesCookiesByValueAndPath() {
        Set<String> steps = new HashSet<>();
        for (ChainBuilder cookie : List.of(
                exec(addCookie(Cookie("tenant", "acme"))),
                exec(addCookie(Cookie("tenant", "other"))),
                exec(addCookie(Cookie("tenant", "#{tenant}"))),
                exec(addCookie(Cookie("tenant", "acme").withPath("/a"))),
                exec(addCookie(Cookie("tenant", "acme").withPath("/b"))))) {
            steps.add(script(cookie).steps());
        }
        assertEquals(5, steps.size(), steps.toString());
        assertEquals(
                script(exec(addCookie(Cookie("tenant", "acme")))).steps(),
                script(exec(addCookie(Cookie("tenant", "acme").withDomain("a.example"))))
                        .steps(),
                "where the target is makes no difference");
        assertTrue(steps.stream().noneMatch(step -> step.contains("acme")), steps.toString());
        for (String secret : List.of("csrf_token", "sid", "JSESSIONID", "connect.sid", "jwt")) {
            assertEquals(
                    "cookie " + secret + " ****",
                    script(exec(addCookie(Cookie(secret, "hunter2")))).steps());
        }
        assertEquals(
                Set.of("conditions"),
                script(exec(addCookie(Cookie("tenant", session -> "acme")))).unknown());
    }

    @Test
    void describesPollingWithItsRequest() {
        Script script = script(exec(poll().every(5).exec(http("news").get(URL + "/news"))));
        assertEquals("poll every 5000ms (GET news)", script.steps());
        assertEquals(Set.of("GET news"), script.requests().keySet());
        assertEquals(Set.of(), script.unknown());
    }

    @Test
    void namesWhatFunctionsComputeAsUnknown() {
        Script set = script(exec(session -> session.set("volume", 40)));
        assertEquals("function", set.steps());
        assertEquals(Set.of("what functions put into the session"), set.unknown());
        assertEquals(
                Set.of("parts of POST post"),
                script(exec(post().body(StringBody(session -> "x")))).unknown());
        assertEquals(
                Set.of("parts of POST post"),
                script(exec(post().header("X-Tenant", session -> "x"))).unknown());
        assertEquals(
                Set.of("conditions"),
                script(doIf(ScriptTest::isLucky).then(get("/a"))).unknown());
        Script paused = script(exec(pause(session -> Duration.ofMillis(1))));
        assertEquals(Set.of("pauses"), paused.unknown());
        assertEquals(List.of("computed"), paused.pauses());
        assertEquals(
                Set.of("rows of feeders"),
                script(feed(List.of(Map.<String, Object>of("x", 1)).iterator())).unknown());
    }

    private static boolean isLucky(Session session) {
        return session.userId() % 2 == 0;
    }

    @Test
    void namesThatOnlyLookLikeThoseOfSecretsAreInTheDigest() throws Exception {
        for (Function<String, HttpRequestActionBuilder> with : List.<Function<String, HttpRequestActionBuilder>>of(
                value -> post().header("X-Max-Tokens", value),
                value -> post().queryParam("max_tokens", value),
                value -> http("post").post(URL + "/v1/post?max_tokens=" + value),
                value -> post().formParam("passengers", value),
                value -> post().body(StringBody("{\"prompt\":\"hi\",\"max_tokens\":" + value + "}")),
                value -> post().body(StringBody("{\"token_options\":{\"n\":" + value + "}}")),
                value -> post().body(StringBody("{\"passage\":\"" + value + "\",\"password\":\"x\"}")))) {
            assertNotEquals(text(with.apply("16")), text(with.apply("4096")));
        }
        assertNotEquals(
                script(feed(listFeeder(List.of(Map.of("max_tokens", 16))))).feeders(),
                script(feed(listFeeder(List.of(Map.of("max_tokens", 4096))))).feeders());
    }

    /** A password could be guessed from a digest if the rest of the text is known. */
    @Test
    void secretsAreInNoDigest() throws Exception {
        for (Function<String, HttpRequestActionBuilder> with : List.<Function<String, HttpRequestActionBuilder>>of(
                secret -> post().header("Authorization", "Basic " + secret),
                secret -> post().header("x-api-key", secret),
                secret -> post().header("Cookie", "id=" + secret),
                secret -> post().headers(Map.of("X-Auth-Token", secret)),
                secret -> post().queryParam("access_token", secret),
                secret -> http("post").post(URL + "/v1/post?apikey=" + secret + "&x=1"),
                secret -> post().formParam("password", secret),
                secret -> post().formParamMap(Map.of("password", secret)),
                secret -> post().body(StringBody("{\"user\":\"ann\",\"password\":\"" + secret + "\"}")),
                secret -> post().body(StringBody("{\"user\":\"#{user}\",\"pin_password\" : \"" + secret + "\"}")),
                secret -> post().body(StringBody("user=ann&passwd=" + secret)),
                secret -> post().body(StringBody("{\"a\":{\"userPass\":\"" + secret + "\"},\"b\":1}")),
                secret -> post().body(StringBody("<password>" + secret + "</password>")),
                secret -> post().bodyPart(StringBodyPart("password", secret)).asMultipartForm(),
                secret -> post().basicAuth("ann", secret))) {
            assertEquals(text(with.apply("hunter2")), text(with.apply("12345")));
            assertNotEquals(text(with.apply("hunter2")), text(post()));
        }
        assertNotEquals(
                text(post().header("Authorization", "Bearer #{accessToken}")),
                text(post().header("Authorization", "Bearer #{other}")));
        assertNotEquals(
                text(post().body(StringBody("{\"user\":\"ann\",\"password\":\"x\"}"))),
                text(post().body(StringBody("{\"user\":\"bob\",\"password\":\"x\"}"))));
        assertEquals(
                script(feed(listFeeder(List.of(Map.of("user", "ann", "password", "a, b")))))
                        .feeders(),
                script(feed(listFeeder(List.of(Map.of("user", "ann", "password", "c")))))
                        .feeders());
        assertEquals(
                "cookie session ****",
                script(exec(addCookie(Cookie("session", "hunter2")))).steps());
    }
}
