// The Gradle build of the Android library, as Android teams expect it. Not run by scripts/test, which has no Android
// SDK: the public CI runs it (.github/workflows/android.yml). The Maven build beside it compiles and tests the same
// sources.

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
    }
}

rootProject.name = "contact-center-android"
