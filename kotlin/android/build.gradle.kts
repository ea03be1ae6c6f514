// The same sources, the same rules and the same coordinates as scripts/build-aar, through the Android Gradle plugin.
// Not run where there is no Android SDK; see settings.gradle.kts.

import org.jetbrains.kotlin.gradle.dsl.JvmTarget
import org.jetbrains.kotlin.gradle.dsl.KotlinVersion

buildscript {
    dependencies {
        // The Android plugin brings a Kotlin of its own; this is the one that the Maven build has.
        classpath(libs.kotlin.gradle.plugin)
    }
}

plugins {
    alias(libs.plugins.android.library)
    `maven-publish`
}

group = "com.contactcenter"
// The version stands in Cargo.toml and nowhere else by hand.
version = providers.fileContents(layout.projectDirectory.file("../../Cargo.toml")).asText.get()
    .lineSequence().first { it.startsWith("version = ") }.substringAfter('"').substringBefore('"')

// Where scripts/build-aar leaves what cargo-ndk has built, by ABI; -PnativeProfile=debug for the quick ones.
val nativeProfile = providers.gradleProperty("nativeProfile").getOrElse("mobile")
val nativeFolder = layout.projectDirectory.dir("../../target/android/$nativeProfile")
val nativeLibraries = nativeFolder.dir("jni")
val nativeAbis = listOf("arm64-v8a", "armeabi-v7a", "x86_64")

// Without them there would be an AAR all the same, with no core in it or with one that no device loads.
val checkNativeLibraries = tasks.register("checkNativeLibraries") {
    val expected = nativeAbis.map { nativeLibraries.file("$it/libcontact_center_ffi.so").asFile }
    val madeWithNdk = nativeFolder.file("made-with-ndk").asFile
    doLast {
        val missing = expected.filterNot { it.isFile }
        val fault = when {
            missing.isNotEmpty() -> "there is no ${missing.joinToString(" and no ")}"
            !madeWithNdk.isFile -> "what lies in ${madeWithNdk.parent} is of this machine, not of an Android NDK"
            else -> null
        }
        if (fault != null) {
            throw GradleException("$fault. Set ANDROID_NDK_HOME and run scripts/build-aar --require-ndk first.")
        }
    }
}

tasks.matching { it.name == "preBuild" }.configureEach { dependsOn(checkNativeLibraries) }

// The contact center for the tests on a device, built for it: Android runs programs only from where native libraries
// lie.
val simulatorLibraries = layout.projectDirectory.dir("../../target/android/simulator/jni")

android {
    namespace = "com.contactcenter.sdk.android"
    compileSdk = 36

    defaultConfig {
        // JUnit 5 needs 26 on a device, so the tests there are built with -PminSdk=26.
        minSdk = providers.gradleProperty("minSdk").map(String::toInt).getOrElse(24)
        consumerProguardFiles("consumer-rules.pro")
        testInstrumentationRunner = "androidx.test.runner.AndroidJUnitRunner"
        ndk { abiFilters += nativeAbis }
    }

    sourceSets {
        getByName("main") {
            kotlin.directories += listOf(
                "../src/generated/kotlin",
                "../src/loading/kotlin",
                "../src/main/kotlin",
                "src/loading/kotlin",
                "src/main/kotlin",
            )
            jniLibs.directories += nativeLibraries.asFile.path
        }
        getByName("androidTest") {
            kotlin.directories += listOf("../src/test/kotlin", "src/androidTest/kotlin")
            jniLibs.directories += simulatorLibraries.asFile.path
        }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }

    // The tests on a device start the simulator as a program, so it has to lie there as a file.
    packaging {
        jniLibs { useLegacyPackaging = true }
        // Each jar of JUnit has them.
        resources { excludes += listOf("META-INF/LICENSE*", "META-INF/NOTICE*") }
    }

    publishing {
        singleVariant("release") {
            withSourcesJar()
            withJavadocJar()
        }
    }
}

kotlin {
    explicitApi()
    compilerOptions {
        jvmTarget = JvmTarget.JVM_11
        // What the Kotlin of the apps' Android plugin can still read.
        val language = KotlinVersion.fromVersion(libs.versions.kotlin.language.get())
        languageVersion = language
        apiVersion = language
    }
}

dependencies {
    api(libs.kotlin.stdlib)
    api(libs.coroutines.android)
    api(libs.jna) { artifact { type = "aar" } }

    androidTestImplementation(libs.androidx.test.runner)
    androidTestImplementation(libs.junit.jupiter)
    androidTestImplementation(libs.junit.launcher)
    androidTestImplementation(libs.serialization.json)
}

publishing {
    publications {
        register<MavenPublication>("release") {
            artifactId = "contact-center-android"
            afterEvaluate { from(components["release"]) }
            pom {
                name = "Contact center SDK for Android"
                description = "Contact-center chat over the Bright Pattern Mobile/Web Messaging API, for Android"
                licenses { license { name = "MIT" } }
            }
        }
    }
    repositories {
        maven(url = uri(layout.projectDirectory.dir("../../target/maven-gradle"))) { name = "local" }
    }
}
