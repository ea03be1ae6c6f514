// A small chat app over the SDK. Not built by scripts/test, which has no Android SDK; its sources are compiled and run
// there all the same (kotlin/android/src/test/kotlin/com/example/chat). The AAR comes from scripts/build-aar, which
// lays it out as a Maven repository.

pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode.set(RepositoriesMode.FAIL_ON_PROJECT_REPOS)
    repositories {
        google()
        mavenCentral()
        maven(url = uri("../../../target/maven")) {
            content { includeGroup("com.contactcenter") }
        }
    }
}

rootProject.name = "ChatApp"
include(":app")
